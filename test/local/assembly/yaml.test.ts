import { loadTemplates, propertiesOf, temporaryFolder, writeFiles } from './temporary-stack';
import { loadAssembly } from '../../../local/assembly/load-assembly';

const template = `
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Env: { Type: String, Default: dev }
  Secret: { Type: String, Default: s3cret, NoEcho: true }
Mappings:
  Sizes: { dev: { memory: 128 } }
Conditions:
  IsDev: !Equals [!Ref Env, dev]
  NotProd: !And [!Condition IsDev, !Not [!Equals [!Ref Env, prod]]]
  Any: !Or
    - !Condition IsDev
    - !Condition NotProd
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Retain
  Probe:
    Type: Test::Probe
    Condition: Any
    Properties:
      ref: !Ref Env
      attribute: !GetAtt Orders.Arn
      attributeList: !GetAtt [Orders, Arn]
      sub: !Sub '\${Env}-\${AWS::Region}'
      subNames: !Sub
        - '\${a}-\${Env}'
        - { a: !Ref Secret }
      join: !Join ['-', [a, !Ref Env, !Select [1, !Split [',', 'x,y']]]]
      map: !FindInMap [Sizes, !Ref Env, memory]
      choice: !If [NotProd, yes, no]
      base64: !Base64 abc
      zones: !GetAZs ''
      cidr: !Cidr [10.0.0.0/16, 1, 8]
      length: !Length [a, b]
      json: !ToJsonString { a: !Ref Env }
      nested: { Fn::Join: ['', [a, !Ref Env]] }
      date: 2024-01-31
      version: 1.10
      octal: '0755'
      text: |
        first
        second
      anchor: &shared { a: 1 }
      alias: *shared
`;

test('YAML with every short tag means the same as JSON', async () => {
  const { stacks: [stack] } = await loadTemplates({ 'Shop.yaml': template });
  const arn = stack?.resources.get('Orders')?.ref;
  expect(propertiesOf(stack, 'Probe')).toEqual({
    ref: 'dev',
    attribute: `arn:aws:dynamodb:eu-west-1:000000000000:table/${arn}`,
    attributeList: `arn:aws:dynamodb:eu-west-1:000000000000:table/${arn}`,
    sub: 'dev-eu-west-1',
    subNames: 's3cret-dev',
    join: 'a-dev-y',
    map: 128,
    choice: 'yes',
    base64: 'YWJj',
    zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
    cidr: ['10.0.0.0/24'],
    length: 2,
    json: '{"a":"dev"}',
    nested: 'adev',
    date: '2024-01-31',
    version: 1.1,
    octal: '0755',
    text: 'first\nsecond\n',
    anchor: { a: 1 },
    alias: { a: 1 },
  });
});

test('a template without a known ending is read by its content', async () => {
  const { stacks } = await loadTemplates({ 'Json.template': '{"Resources": {}}', 'Yaml.template': 'Resources: {}' });
  expect(stacks.map(stack => stack.name)).toEqual(['Json', 'Yaml']);
});

const malformed: ReadonlyArray<readonly [string, string, RegExp]> = [
  ['a bad indent', 'Resources:\n  A:\n    Type: T\n   B: 1\n', /Shop\.yaml: line 4: malformed YAML/],
  ['a tab', 'Resources:\n\tA: 1\n', /line 2: malformed YAML/],
  ['a key that is there twice', 'Resources:\n  A: { Type: T }\n  A: { Type: T }\n', /line 3: malformed YAML/],
  ['an alias without anchor', 'Resources: { A: { Type: T, Properties: { x: *nobody } } }', /line 1: .*alias/i],
  ['an alias within itself', 'Resources: &all\n  A: *all\n', /line 2: the alias \*all contains itself/],
  ['a key that is a list', 'Resources:\n  ? [a]\n  : 1\n', /a key must be a plain text/],
  ['an unknown tag', 'Resources: { A: { Type: T, Properties: { x: !Upper a } } }', /Fn::Upper is not supported here/],
];

test.each(malformed)('%s is refused with its line', async (_, content, message) => {
  await expect(loadTemplates({ 'Shop.yaml': content })).rejects.toThrow(message);
});

test('aliases that multiply are refused before they fill the memory', async () => {
  const levels = Array.from({ length: 9 }, (_, i) => `  l${i + 1}: &l${i + 1} [${Array.from({ length: 10 }, () => `*l${i}`).join(', ')}]`);
  const folder = writeFiles({ 'Bomb.yaml': ['Metadata:', '  l0: &l0 [x]', ...levels, 'Resources: {}'].join('\n') }, temporaryFolder());
  await expect(loadAssembly({ kind: 'templates', files: [`${folder}/Bomb.yaml`] })).rejects.toThrow(/more than 1000000 values/);
});
