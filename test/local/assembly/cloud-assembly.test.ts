import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnOutput, CfnParameter, NestedStack, SecretValue, Stack, Stage } from 'aws-cdk-lib';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { temporaryFolder, writeFiles } from './temporary-stack';
import { Assembly, Resource } from '../../../local/assembly/assembly';
import { loadAssembly } from '../../../local/assembly/load-assembly';

const functionProps = (code: Code): ConstructorParameters<typeof Function>[2] => ({ code, handler: 'index.handler', runtime: Runtime.NODEJS_22_X });

/** Synthesizes into a folder of its own and loads it. */
async function synthesize(build: (app: App) => void, context: Record<string, unknown> = {}): Promise<Assembly> {
  const outdir = join(temporaryFolder(), 'cdk.out');
  const app = new App({ outdir, context, analyticsReporting: false });
  build(app);
  app.synth();
  return loadAssembly({ kind: 'folder', folder: outdir });
}

function only(assembly: Assembly, type: string): Resource {
  const found = assembly.stacks.flatMap(({ resources }) => [...resources.values()]).filter(resource => resource.type === type);
  if (found.length !== 1 || !found[0]) throw new Error(`expected one ${type}, found ${found.length}`);
  return found[0];
}

const variables = (resource: Resource): unknown => (resource.properties.Environment as { Variables: unknown }).Variables;

test('cross-stack references resolve, and the stacks come in dependency order', async () => {
  const assembly = await synthesize(app => {
    const api = new Stack(app, 'Api');
    const data = new Stack(app, 'Data');
    const table = new Table(data, 'Orders', { partitionKey: { name: 'id', type: AttributeType.STRING } });
    const handler = new Function(api, 'Create', functionProps(Code.fromInline('exports.handler = 1')));
    handler.addEnvironment('TABLE', table.tableName);
    handler.addEnvironment('TABLE_ARN', table.tableArn);
  });
  const table = only(assembly, 'AWS::DynamoDB::Table').ref;
  expect(assembly.stacks.map(stack => stack.name)).toEqual(['Data', 'Api']);
  expect(table).toMatch(/^Data-Orders[0-9A-F]{8}-[A-Z0-9]{12}$/);
  expect(variables(only(assembly, 'AWS::Lambda::Function'))).toEqual({
    TABLE: table, TABLE_ARN: `arn:aws:dynamodb:us-east-1:000000000000:table/${table}`,
  });
});

test('nested stacks get parameters from their parent and give outputs back', async () => {
  class Inner extends NestedStack {
    public readonly table: Table;
    public constructor(scope: Construct, id: string, name: string) {
      super(scope, id);
      this.table = new Table(this, 'Orders', { tableName: `${name}-orders`, partitionKey: { name: 'id', type: AttributeType.STRING } });
    }
  }
  const assembly = await synthesize(app => {
    const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-central-1' } });
    const name = new CfnParameter(stack, 'Name', { default: 'acme' });
    const inner = new Inner(stack, 'Inner', name.valueAsString);
    new CfnOutput(stack, 'TableArn', { value: inner.table.tableArn });
  });
  const [shop, inner] = assembly.stacks;
  expect(shop?.outputs.get('TableArn')).toBe('arn:aws:dynamodb:eu-central-1:111122223333:table/acme-orders');
  expect(inner?.name).toMatch(/^Shop-Inner/);
  expect(inner).toMatchObject({ region: 'eu-central-1', account: '111122223333' });
  expect(assembly.files.map(file => file.replace(/.*\//, '')).sort()).toEqual([expect.stringMatching(/^Shop.*\.nested\.template\.json$/), 'Shop.template.json', 'manifest.json'].sort());
});

test('stages are loaded, each with ids of its own', async () => {
  const assembly = await synthesize(app => {
    for (const name of ['Dev', 'Prod']) {
      const stack = new Stack(new Stage(app, name, { env: { account: '111122223333', region: name === 'Dev' ? 'eu-west-1' : 'eu-west-2' } }), 'Api', { stackName: 'shop' });
      new RestApi(stack, 'Orders', { cloudWatchRole: false }).root.addMethod('GET');
    }
  });
  expect(assembly.stacks.map(({ name, region }) => `${name} ${region}`)).toEqual(['shop eu-west-1', 'shop eu-west-2']);
  const ids = assembly.stacks.flatMap(({ resources }) => [...resources.values()]).filter(({ type }) => type === 'AWS::ApiGateway::RestApi').map(({ ref }) => ref);
  expect(new Set(ids).size).toBe(2);
});

test.each([[true], [false]])('code is found with asset metadata: %s', async metadata => {
  const code = writeFiles({ 'index.js': 'exports.handler = async () => 1;' });
  const assembly = await synthesize(app => {
    new Function(new Stack(new Stage(app, 'Prod'), 'Api'), 'Create', functionProps(Code.fromAsset(code)));
  }, metadata ? { 'aws:cdk:enable-asset-metadata': true } : {});
  const { assetPath = '' } = only(assembly, 'AWS::Lambda::Function');
  expect(readFileSync(join(assetPath, 'index.js'), 'utf8')).toContain('exports.handler');
});

test('secrets and SSM parameters of the app resolve to values', async () => {
  const build = (app: App): void => {
    const stack = new Stack(app, 'Shop');
    const key = new Secret(stack, 'Key', { generateSecretString: { passwordLength: 24, excludePunctuation: true } });
    const login = new Secret(stack, 'Login', {
      generateSecretString: { secretStringTemplate: '{"user":"ann"}', generateStringKey: 'password', excludeCharacters: 'abc"' },
    });
    const fixed = new Secret(stack, 'Fixed', { secretObjectValue: { token: SecretValue.unsafePlainText('t0ken') } });
    new StringParameter(stack, 'Limit', { parameterName: '/shop/limit', stringValue: '7' });
    const handler = new Function(new Stack(app, 'Api'), 'Create', functionProps(Code.fromInline('x')));
    handler.addEnvironment('KEY', key.secretValue.unsafeUnwrap());
    handler.addEnvironment('USER', login.secretValueFromJson('user').unsafeUnwrap());
    handler.addEnvironment('PASSWORD', login.secretValueFromJson('password').unsafeUnwrap());
    handler.addEnvironment('TOKEN', fixed.secretValueFromJson('token').unsafeUnwrap());
    handler.addEnvironment('LIMIT', '{{resolve:ssm:/shop/limit:1}}');
    handler.addEnvironment('LIMIT_TOO', StringParameter.valueForStringParameter(Stack.of(handler), '/shop/limit'));
  };
  const first = variables(only(await synthesize(build), 'AWS::Lambda::Function'));
  expect(first).toEqual({
    KEY: expect.stringMatching(/^[A-Za-z0-9]{24}$/), USER: 'ann', PASSWORD: expect.stringMatching(/^[^abc"]{32}$/), TOKEN: 't0ken', LIMIT: '7', LIMIT_TOO: '7',
  });
  expect(variables(only(await synthesize(build), 'AWS::Lambda::Function'))).toEqual(first);
});

test('the rule and parameter of the bootstrap stack are tolerated', async () => {
  const assembly = await synthesize(app => { new CfnOutput(new Stack(app, 'Shop'), 'One', { value: '1' }); });
  expect([...assembly.stacks[0]?.outputs ?? []]).toEqual([['One', '1']]);
});
