import { join } from 'node:path';
import { loadStack, loadTemplates, temporaryFolder, writeFiles } from './temporary-stack';
import { loadAssembly } from '../../../local/assembly/load-assembly';
import { TemplateError } from '../../../local/assembly/template-error';
import { AssemblyError } from '../../../local/errors';

const ok = { Type: 'Test::Probe' };

const templates: ReadonlyArray<readonly [string, unknown, RegExp]> = [
  ['a trailing comma', '{\n "Resources": {\n  "A": 1,\n }\n}', /Shop\.json: line 4: malformed JSON/],
  ['a missing end', '{\n "Resources": {', /line 2: malformed JSON/],
  ['a word', `{\n "Resources": {},\n "Description": ${'x'.repeat(40)}\n}`, /line 3: malformed JSON/],
  ['nothing', '  \n', /the file is empty/],
  ['a list', [1], /not a template; found \[1\]; expected an object with a section Resources/],
  ['no Resources', { Outputs: {} }, /Resources: the template has no Resources/],
  ['Resources of a wrong type', { Resources: [] }, /Resources: the template has no Resources; found \[\]/],
  ['a resource that is a text', { Resources: { A: 'x' } }, /Resources\.A: wrong type; found "x"; expected a resource/],
  ['a resource without Type', { Resources: { A: { Properties: {} } } }, /Resources\.A\.Type: the resource has no Type; .*expected a resource type/],
  ['Properties of a wrong type', { Resources: { A: { ...ok, Properties: [] } } }, /Resources\.A\.Properties: wrong type; found \[\]; expected an object/],
  ['Parameters of a wrong type', { Parameters: { P: 'x' }, Resources: {} }, /Parameters\.P: wrong type/],
  ['a DependsOn of a wrong type', { Resources: { A: { ...ok, DependsOn: { B: 1 } } } }, /DependsOn: wrong type/],
  ['a SAM template', { Transform: 'AWS::Serverless-2016-10-31', Resources: {} }, /Transform: this transform runs on AWS only; found "AWS::Serverless-2016-10-31".*Fix:/],
  ['Fn::ForEach', { Transform: 'AWS::LanguageExtensions', Resources: { 'Fn::ForEach::Topics': [] } }, /Fn::ForEach::Topics is not supported here/],
  ['a condition that is none', { Conditions: { C: 'yes' }, Resources: { A: { ...ok, Condition: 'C' } } }, /Conditions\.C: not a condition; found "yes"/],
  ['conditions in a circle', { Conditions: { C: { Condition: 'D' }, D: { Condition: 'C' } }, Resources: { A: { ...ok, Condition: 'C' } } },
    /circular reference: condition C -> condition D -> condition C/],
  ['a number parameter that is none', { Parameters: { P: { Type: 'Number', Default: 'x' } }, Resources: { A: { ...ok, Properties: { p: { Ref: 'P' } } } } },
    /Parameters\.P: wrong type; found "x"; expected a number/],
];

test.each(templates)('%s is refused', async (_, content, message) => {
  await expect(loadTemplates({ 'Shop.json': content })).rejects.toThrow(message);
});

test('a circle of resources is refused with its members in order', async () => {
  const refersTo = (id: string): object => ({ ...ok, Properties: { x: { 'Fn::Sub': `\${${id}}` } } });
  const resources = { Z: refersTo('A'), A: { ...ok, Properties: { x: { 'Fn::GetAtt': ['B', 'Arn'] } } }, B: { ...ok, DependsOn: 'C' }, C: refersTo('A') };
  await expect(loadStack({ Resources: resources })).rejects.toThrow('Resources.A: circular reference: A -> B -> C -> A');
});

test('a circle through a branch that is not taken is none', async () => {
  const stack = await loadStack({
    Conditions: { Never: { 'Fn::Equals': [1, 2] } },
    Resources: { A: { ...ok, Properties: { x: { 'Fn::If': ['Never', { Ref: 'B' }, 1] } } }, B: { ...ok, Properties: { x: { Ref: 'A' } } } },
  });
  expect(stack.resources.size).toBe(2);
});

test('a name that refers to itself is refused instead of overflowing the stack', async () => {
  const table = (other: string): object => ({ Type: 'AWS::DynamoDB::Table', Properties: { TableName: { Ref: other } } });
  await expect(loadStack({ Resources: { A: table('B'), B: table('A') } })).rejects.toThrow(/circular reference: A -> B -> A/);
});

test('deep nesting is refused instead of overflowing the stack', async () => {
  const depth = 3000;
  await expect(loadTemplates({ 'Shop.json': `{"Resources":{"A":{"Type":"T","Properties":{"x":${'['.repeat(depth)}${']'.repeat(depth)}}}}}` }))
    .rejects.toThrow(/nested deeper than 400 levels/);
});

test('errors carry file, logical id, path, value, expectation and fix', async () => {
  const error = await loadStack({ Resources: { A: { ...ok, Properties: { x: [{ Ref: 'Nobody' }] } } } }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(TemplateError);
  expect(error).toBeInstanceOf(AssemblyError);
  expect(error).toMatchObject({
    file: expect.stringMatching(/Shop\.json$/),
    logicalId: 'A',
    path: 'Resources.A.Properties.x[0].Ref',
    found: 'Nobody',
    expected: expect.stringContaining('logical id'),
    fix: expect.any(String),
  });
});

test('a missing template is named', async () => {
  await expect(loadAssembly({ kind: 'templates', files: [join(temporaryFolder(), 'gone.json')] })).rejects.toThrow(/gone\.json: cannot be read: no such file/);
});

const folders: ReadonlyArray<readonly [string, Record<string, unknown>, RegExp]> = [
  ['has no manifest', { 'readme.txt': 'x' }, /not a cloud assembly: it has no manifest\.json\. Fix: give the folder that `cdk synth` writes/],
  ['has a malformed manifest', { 'manifest.json': '{' }, /manifest\.json: line 1: malformed JSON/],
  ['has a manifest without artifacts', { 'manifest.json': {} }, /it has no artifacts/],
  ['lacks a template', { 'manifest.json': { artifacts: { Shop: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Shop.template.json' } } } } },
    /Shop\.template\.json: cannot be read/],
  ['lacks the name of a template', { 'manifest.json': { artifacts: { Shop: { type: 'aws:cloudformation:stack' } } } }, /the stack Shop has no templateFile/],
];

test.each(folders)('a folder that %s is refused', async (_, files, message) => {
  await expect(loadAssembly({ kind: 'folder', folder: writeFiles(files) })).rejects.toThrow(message);
});

test('a folder that is not there is refused', async () => {
  await expect(loadAssembly({ kind: 'folder', folder: join(temporaryFolder(), 'cdk.out') })).rejects.toThrow(/the folder does not exist.*cdk synth/);
});

test('two templates of one name are refused', async () => {
  const folder = writeFiles({ 'a/Shop.json': { Resources: {} }, 'b/Shop.json': { Resources: {} } });
  await expect(loadAssembly({ kind: 'templates', files: [join(folder, 'a/Shop.json'), join(folder, 'b/Shop.json')] })).rejects.toThrow(/a stack of the same name, "Shop"/);
});
