import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { first, modelOf } from './temporary-model';
import { FunctionModel } from '../../../local/model/functions/function';
import { writeFiles } from '../assembly/temporary-stack';

const lambda = (properties: object, metadata: object = {}): object => ({ Type: 'AWS::Lambda::Function', Metadata: metadata, Properties: { Handler: 'index.handler', Runtime: 'nodejs22.x', ...properties } });
const inline = { Code: { ZipFile: 'exports.handler = async () => 1;' } };

async function functionOf(resource: object): Promise<FunctionModel> {
  return first((await modelOf({ Create: resource })).functions);
}

test('a function has the defaults of the service', async () => {
  expect(await functionOf(lambda(inline))).toMatchObject({
    stack: 'Shop',
    logicalId: 'Create',
    region: 'eu-west-1',
    runtime: 'nodejs22.x',
    handler: 'index.handler',
    memoryMegabytes: 128,
    timeoutMilliseconds: 3000,
    environment: new Map(),
    qualifiers: [],
    arn: expect.stringMatching(/^arn:aws:lambda:eu-west-1:000000000000:function:Shop-Create-/),
  });
});

test('settings are read, text taken for numbers', async () => {
  const model = await functionOf(lambda({ ...inline, FunctionName: 'create', MemorySize: '256', Timeout: 10, ReservedConcurrentExecutions: 0, Environment: { Variables: { A: 'b', N: 1 } } }));
  expect(model).toMatchObject({ name: 'create', memoryMegabytes: 256, timeoutMilliseconds: 10_000, reservedConcurrency: 0, environment: new Map([['A', 'b'], ['N', '1']]) });
});

test.each([
  ['nodejs22.x', 'exports.handler = 1;', 'index.js'],
  ['nodejs22.x', 'export const handler = () => 1;', 'index.mjs'],
  ['nodejs20.x', 'export const handler = () => 1;', 'index.js'],
])('inline code for %s: %s', async (runtime, code, file) => {
  const { codeDirectory } = await functionOf(lambda({ Runtime: runtime, Code: { ZipFile: code } }));
  expect(readFileSync(join(codeDirectory, file), 'utf8')).toBe(code);
  expect(readdirSync(codeDirectory).sort()).toEqual([file, 'package.json']);
});

test('code of an asset is found relative to the template, or by its absolute path', async () => {
  const folder = writeFiles({ 'index.js': '' });
  expect(await functionOf(lambda({ Code: { S3Bucket: 'b', S3Key: 'k' } }, { 'aws:asset:path': folder }))).toMatchObject({ codeDirectory: folder });
});

const asset = writeFiles({ 'code.zip': 'PK' });
test.each([
  ['an image', lambda({ PackageType: 'Image', Code: { ImageUri: 'x' } }), /container image/],
  ['another runtime', lambda({ ...inline, Runtime: 'python3.13' }), /its runtime is "python3\.13"; only Node\.js/],
  ['an object on S3', lambda({ Code: { S3Bucket: 'b', S3Key: 'k.zip' } }), /the S3 object b\/k\.zip: give the folder .*aws:asset:path/],
  ['a missing asset', lambda({ Code: {} }, { 'aws:asset:path': 'asset.gone' }), /asset\.gone is not there: synthesize/],
  ['a damaged zip file', lambda({ Code: {} }, { 'aws:asset:path': join(asset, 'code.zip') }), /code\.zip can't be unpacked: End of central directory/],
])('%s can not run, with the reason', async (_, resource, reason) => {
  const { functions, notServed } = await modelOf({ Create: resource });
  expect(first(functions).notRunnable).toMatch(reason);
  expect(notServed.map(line => line.detail)).toEqual([expect.stringMatching(reason)]);
});

test('aliases and versions reach their function', async () => {
  const { functions } = await modelOf({
    Create: lambda({ ...inline, FunctionName: 'create' }),
    Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Create' } } },
    Live: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { 'Fn::GetAtt': ['Create', 'Arn'] }, FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] }, Name: 'live' } },
  });
  const { arn, qualifiers } = first(functions);
  expect(qualifiers).toEqual([`${arn}:1`, `${arn}:live`]);
});

test('a variable that only AWS knows is left out and named; the function runs', async () => {
  const { functions, notServed } = await modelOf({
    Search: { Type: 'AWS::OpenSearchService::Domain' },
    Create: lambda({ ...inline, Environment: { Variables: { A: 'a', HOST: { 'Fn::GetAtt': ['Search', 'DomainEndpoint'] } } } }),
  });
  expect(first(functions).environment).toEqual(new Map([['A', 'a']]));
  expect(notServed).toContainEqual(expect.objectContaining({ logicalId: 'Create', detail: expect.stringMatching(/variable HOST is not set: .*AWS::OpenSearchService::Domain\.DomainEndpoint/) }));
});

test('two functions of one name are refused', async () => {
  await expect(modelOf({ A: lambda({ ...inline, FunctionName: 'f' }), B: lambda({ ...inline, FunctionName: 'f' }) })).rejects.toThrow(/Resources\.B\.Properties\.FunctionName: A of the stack Shop is a function of the same name/);
});
