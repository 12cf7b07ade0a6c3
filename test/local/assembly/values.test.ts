import { loadStack, loadTemplates, propertiesOf } from './temporary-stack';
import { UnknownValueError } from '../../../local/assembly/template-error';
import { UsageError } from '../../../local/errors';

const probe = (value: unknown): object => ({ Type: 'Test::Probe', Properties: { value, other: 1 } });

describe('parameters', () => {
  const template = {
    Parameters: {
      Env: { Type: 'String', Default: 'dev', AllowedValues: ['dev', 'prod'] },
      Required: { Type: 'String' },
      Image: { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: '/aws/service/ami' },
      Remote: { Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: '/elsewhere' },
    },
    Resources: {
      A: probe({ Ref: 'Env' }), B: probe({ Ref: 'Required' }), C: probe({ Ref: 'Remote' }), D: probe({ Ref: 'Image' }),
    },
  };

  test('an override wins over the default', async () => {
    const stack = await loadStack(template, { parameters: { 'Env': 'prod', 'Shop:Required': 'given', 'Remote': 'a,b' } });
    expect(['A', 'B', 'C'].map(id => propertiesOf(stack, id).value)).toEqual(['prod', 'given', ['a', 'b']]);
  });

  test('a value that is not allowed is refused', async () => {
    await expect(loadStack(template, { parameters: { Env: 'test' } })).rejects.toThrow(/Parameters\.Env: the value is not allowed; found "test"; expected one of dev, prod/);
  });

  test.each<readonly [string, object, string, RegExp | undefined]>([
    ['a number', { Type: 'Number', MinValue: 2, MaxValue: '5' }, '3', undefined],
    ['a number that is too small', { Type: 'Number', MinValue: 2 }, '1', /the value is below MinValue; found "1"; expected at least 2$/],
    ['a number that is too large', { Type: 'Number', MaxValue: '5' }, '6', /above MaxValue; found "6"; expected at most 5$/],
    ['a text', { Type: 'String', MinLength: 1, MaxLength: 3, AllowedPattern: '[a-z]*' }, 'abc', undefined],
    ['a text that is too short', { Type: 'String', MinLength: '2' }, 'a', /below MinLength; found "a"; expected at least 2 characters$/],
    ['a text that is too long', { Type: 'String', MaxLength: 2 }, 'abc', /above MaxLength; found "abc"; expected at most 2 characters$/],
    ['a text that fits a pattern in part', { Type: 'String', AllowedPattern: '[a-z]+' }, 'abc1', /does not fit the pattern; found "abc1"; expected text that fits \[a-z\]\+$/],
    ['a text with a rule of its own', { Type: 'String', AllowedPattern: '[a-z]+', ConstraintDescription: 'lower case only.' }, 'A', /does not fit the pattern: lower case only\./],
    ['a pattern of another language', { Type: 'String', AllowedPattern: '(?i)[a-z]++' }, '1', undefined],
    ['a list', { Type: 'CommaDelimitedList', AllowedValues: ['a', 'b'] }, 'a, b', undefined],
    ['a list with a wrong element', { Type: 'CommaDelimitedList', AllowedValues: ['a', 'b'] }, 'a,c', /not allowed; found "c"; expected one of a, b/],
    ['a list of numbers with one that is too large', { Type: 'List<Number>', MaxValue: 2 }, '1,3', /above MaxValue; found "3"/],
  ])('%s is checked as it is before a deployment', async (_name, definition, given, message) => {
    const stack = loadStack({ Parameters: { P: definition }, Resources: { A: probe({ Ref: 'P' }) } }, { parameters: { P: given } });
    if (message) await expect(stack).rejects.toThrow(message);
    else expect(propertiesOf(await stack, 'A').value).toBeDefined();
  });

  test('an override for a parameter that no template has is refused', async () => {
    const loading = loadStack(template, { parameters: { Evn: 'prod' } });
    await expect(loading).rejects.toThrow(UsageError);
    await expect(loading).rejects.toThrow(/no template has a parameter "Evn"; expected one of Env/);
  });

  test('a missing value fails who needs it, and nobody else', async () => {
    const stack = await loadStack(template);
    expect(propertiesOf(stack, 'B').other).toBe(1);
    expect(() => propertiesOf(stack, 'B').value).toThrow(UnknownValueError);
    expect(() => propertiesOf(stack, 'B').value).toThrow(/Parameters\.Required: the parameter has neither a default nor a value.*Fix: give it: --parameter Required=<value>, or parameters: \{ Required: '<value>' \} in startLocal/);
    expect(() => propertiesOf(stack, 'C').value).toThrow(/the value is in the SSM parameter store of AWS; found "\/elsewhere"/);
    expect(propertiesOf(stack, 'D').value).toMatch(/^ami-[0-9a-f]{17}$/);
  });
});

describe('what only AWS knows', () => {
  test('an attribute of an unknown type fails who reads it', async () => {
    const stack = await loadStack({
      Resources: {
        Search: { Type: 'AWS::OpenSearchService::Domain' },
        Probe: probe({ deep: [{ 'Fn::Sub': 'https://${Search.DomainEndpoint}' }], known: { 'Fn::GetAtt': ['Search', 'DomainArn'] } }),
      },
    });
    const { deep, known } = propertiesOf(stack, 'Probe').value as { deep: unknown[]; known: string };
    expect(known).toMatch(/^arn:aws:opensearchservice:eu-west-1:000000000000:domain\//);
    expect(() => deep[0]).toThrow(/AWS::OpenSearchService::Domain\.DomainEndpoint of Search is not known outside of AWS/);
  });

  test('an attribute that a known type does not have names those it has', async () => {
    const stack = await loadStack({ Resources: { Queue: { Type: 'AWS::SQS::Queue' }, Probe: probe({ 'Fn::GetAtt': ['Queue', 'Name'] }) } });
    expect(() => propertiesOf(stack, 'Probe').value).toThrow(/AWS::SQS::Queue\.Name of Queue .*expected one of Arn, QueueName, QueueUrl/);
  });

  test('a secret or SSM parameter of nobody fails who reads it', async () => {
    const stack = await loadStack({ Resources: { A: probe('{{resolve:secretsmanager:prod/db:SecretString:password}}'), B: probe('{{resolve:ssm:/prod/limit}}') } });
    expect(() => propertiesOf(stack, 'A').value).toThrow(/no loaded stack has this secret; found "prod\/db"/);
    expect(() => propertiesOf(stack, 'B').value).toThrow(/no loaded stack has this SSM parameter; found "\/prod\/limit"/);
  });

  test('an output of that kind is left out', async () => {
    const { outputs } = await loadStack({
      Resources: { S: { Type: 'AWS::OpenSearchService::Domain' } },
      Outputs: { A: { Value: { 'Fn::GetAtt': ['S', 'DomainEndpoint'] } }, B: { Value: 'b' } },
    });
    expect([...outputs]).toEqual([['B', 'b']]);
  });
});

describe('secrets', () => {
  const secret = (properties: object): object => ({ Type: 'AWS::SecretsManager::Secret', Properties: properties });
  const reference = (id: string, key = ''): object => probe({ 'Fn::Sub': `{{resolve:secretsmanager:\${${id}}:SecretString:${key}::}}` });

  test.each([
    ['the defaults', {}, /^[!-~]{32}$/],
    ['a length', { PasswordLength: 12, ExcludePunctuation: true }, /^[A-Za-z0-9]{12}$/],
    ['digits only', { PasswordLength: '8', ExcludePunctuation: true, ExcludeLowercase: true, ExcludeUppercase: 'true' }, /^[0-9]{8}$/],
    ['excluded characters', { ExcludeCharacters: '"@/\\ ', ExcludeNumbers: true }, /^[^"@/\\ 0-9]{32}$/],
    ['each kind of character', { PasswordLength: 4 }, /^(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])(?=.*[^A-Za-z0-9]).{4}$/],
  ])('a generated one honours %s', async (_, rule, expected) => {
    const stack = await loadStack({ Resources: { Key: secret({ GenerateSecretString: rule }), Probe: reference('Key') } });
    expect(propertiesOf(stack, 'Probe').value).toMatch(expected);
  });

  test('a rule that leaves no character is refused where it is needed', async () => {
    const rule = { ExcludePunctuation: true, ExcludeNumbers: true, ExcludeLowercase: true, ExcludeUppercase: true };
    await expect(loadStack({ Resources: { Key: secret({ GenerateSecretString: rule }), Probe: reference('Key') } })).rejects.toThrow(/no secret can be generated/);
  });

  test('a plain one is taken as it is, by name or ARN, and by key', async () => {
    const stack = await loadStack({
      Resources: {
        Login: secret({ Name: 'prod/login', SecretString: '{"user":"ann","tries":3}' }),
        A: reference('Login', 'user'),
        B: probe('{{resolve:secretsmanager:prod/login:SecretString:tries}}'),
        C: probe({ 'Fn::Join': ['', ['user=', '{{resolve:secretsmanager:', { Ref: 'Login' }, ':SecretString:user::}}']] }),
      },
    });
    expect(['A', 'B', 'C'].map(id => propertiesOf(stack, id).value)).toEqual(['ann', '3', 'user=ann']);
  });

  test('a key that the secret does not have is refused without showing the value', async () => {
    const loading = loadStack({ Resources: { Login: secret({ SecretString: '{"user":"ann"}' }), A: reference('Login', 'pass') } });
    await expect(loading).rejects.toThrow(/has no such key; found "pass"; expected one of user/);
    await expect(loading).rejects.not.toThrow(/ann/);
  });

  test('two stacks have different values', async () => {
    const template = { Resources: { Key: secret({ GenerateSecretString: {} }), Probe: reference('Key') } };
    const { stacks } = await loadTemplates({ 'One.json': template, 'Two.json': template });
    expect(propertiesOf(stacks[0], 'Probe').value).not.toEqual(propertiesOf(stacks[1], 'Probe').value);
  });
});

describe('exports', () => {
  const exporting = { Resources: {}, Outputs: { Url: { Value: 'https://a', Export: { Name: { 'Fn::Sub': '${AWS::StackName}-url' } } } } };

  test('are seen by the other stacks, whatever the order of the files', async () => {
    const { stacks } = await loadTemplates({ 'Web.json': { Resources: { Probe: probe({ 'Fn::ImportValue': 'Shop-url' }) } }, 'Shop.json': exporting });
    expect(stacks.map(stack => stack.name)).toEqual(['Shop', 'Web']);
    expect(propertiesOf(stacks[1], 'Probe').value).toBe('https://a');
  });

  test('of one name in two stacks are refused', async () => {
    const fixed = { Resources: {}, Outputs: { Url: { Value: 'a', Export: { Name: 'url' } } } };
    const importing = { Resources: { Probe: probe({ 'Fn::ImportValue': 'url' }) } };
    await expect(loadTemplates({ 'A.json': fixed, 'B.json': fixed, 'C.json': importing })).rejects.toThrow(/the stack A exports the same name; found "url"/);
  });

  test('of two stacks that wait for one another are refused', async () => {
    const part = (own: string, other: string): object => ({
      Resources: { Probe: probe({ 'Fn::ImportValue': other }) }, Outputs: { Own: { Value: '1', Export: { Name: own } } },
    });
    await expect(loadTemplates({ 'A.json': part('a', 'b'), 'B.json': part('b', 'a') })).rejects.toThrow(/circular reference between stacks: A -> B -> A/);
  });

  test('Fn::GetStackOutput reads an output that is not exported', async () => {
    const { stacks } = await loadTemplates({
      'A.json': { Resources: {}, Outputs: { Url: { Value: 'u' } } },
      'B.json': { Resources: { Probe: probe({ 'Fn::GetStackOutput': { StackName: 'A', OutputName: 'Url' } }) } },
    });
    expect(propertiesOf(stacks[1], 'Probe').value).toBe('u');
  });
});

test('nested stacks of plain templates are found beside their parent', async () => {
  const { stacks } = await loadTemplates({
    'Shop.json': {
      Resources: {
        Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: './parts/inner.json', Parameters: { Name: { 'Fn::Sub': '${AWS::StackName}-x' } } } },
        Probe: probe({ 'Fn::GetAtt': ['Inner', 'Outputs.Echo'] }),
      },
    },
    'parts/inner.json': { Parameters: { Name: { Type: 'String' } }, Resources: {}, Outputs: { Echo: { Value: { Ref: 'Name' } } } },
  });
  expect(stacks.map(stack => stack.name)).toEqual(['Shop', 'Shop-Inner']);
  expect(propertiesOf(stacks[0], 'Probe').value).toBe('Shop-x');
});

test('a template that nests itself is refused', async () => {
  const inner = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: './Shop.json' } };
  await expect(loadStack({ Resources: { Inner: inner } })).rejects.toThrow(/the template nests itself/);
});

test('resources and outputs whose condition does not hold are not there', async () => {
  const stack = await loadStack({
    Conditions: { Never: { 'Fn::Equals': [1, 2] } },
    Resources: { A: { ...probe(1), Condition: 'Never' }, B: probe(2) },
    Outputs: { A: { Condition: 'Never', Value: { Ref: 'A' } }, B: { Value: 'b' } },
  });
  expect([[...stack.resources.keys()], [...stack.outputs.keys()]]).toEqual([['B'], ['B']]);
  await expect(loadStack({
    Conditions: { Never: { 'Fn::Equals': [1, 2] } }, Resources: { A: { ...probe(1), Condition: 'Never' }, B: probe({ Ref: 'A' }) },
  })).rejects.toThrow(/the resource A is left out by its condition Never/);
});

test('500 resources load fast enough that nobody waits', async () => {
  const resources = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`R${i}`, probe({ 'Fn::Sub': i === 0 ? 'x' : `\${R${i - 1}}` })]));
  expect((await loadStack({ Resources: resources })).resources.size).toBe(500);
});
