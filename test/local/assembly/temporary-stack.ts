import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Assembly, Stack } from '../../../local/assembly/assembly';
import { LoadOptions, loadAssembly } from '../../../local/assembly/load-assembly';

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone after the tests. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'apigateway-local-test-'));
  folders.push(folder);
  return folder;
}

/** Writes files, contents other than text as JSON; gives their folder. */
export function writeFiles(files: Readonly<Record<string, unknown>>, folder = temporaryFolder()): string {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content, null, 1));
  }
  return folder;
}

/** Loads templates by file name, each a stack. */
export async function loadTemplates(files: Readonly<Record<string, unknown>>, options: LoadOptions = {}): Promise<Assembly> {
  const folder = writeFiles(files);
  const templates = Object.keys(files).filter(name => !name.includes('/')).map(name => join(folder, name));
  return loadAssembly({ kind: 'templates', files: templates }, { region: 'eu-west-1', ...options });
}

/** Loads one template as the stack `Shop`. */
export async function loadStack(template: object, options: LoadOptions = {}): Promise<Stack> {
  const [stack] = (await loadTemplates({ 'Shop.json': template }, options)).stacks;
  if (!stack) throw new Error('no stack was loaded');
  return stack;
}

/** Properties of a resource that a test put into its template. */
export function propertiesOf(stack: Stack | undefined, logicalId: string): Record<string, unknown> {
  const resource = stack?.resources.get(logicalId);
  if (!resource) throw new Error(`the stack has no resource ${logicalId}`);
  return resource.properties;
}

/** Resolves one value within a template that has a table, a queue, mappings, conditions and parameters. */
export async function resolveValue(value: unknown, template: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
  const stack = await loadStack({ ...template, Resources: { ...template.Resources as object | undefined, Probe: { Type: 'Test::Probe', Properties: { value } } } });
  return propertiesOf(stack, 'Probe').value;
}
