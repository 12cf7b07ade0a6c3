import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { exceptions } from './lint-templates/exceptions';
import { type Finding, Linters } from './lint-templates/linters';

const root = path.join(__dirname, '..');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** The examples, and an app with what they have no use for. */
const apps = ['examples/app.ts', 'test/compliance/every-http-backend.ts'];

/** Synthesizes an app as a user does: with the context of `cdk.json`. */
function synthesize(app: string, folder: string): string[] {
  const { context } = JSON.parse(readFileSync(path.join(root, 'cdk.json'), 'utf8')) as { context: unknown };
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', app], {
    cwd: root, encoding: 'utf8', env: { ...process.env, TSX_TSCONFIG_PATH: 'tsconfig.dev.json', CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify(context) },
  });
  if (status !== 0) throw new Error(`${app} can't be synthesized:\n${stderr}`);
  return readdirSync(folder).filter((name) => name.endsWith('.template.json')).sort().map((name) => path.join(folder, name));
}

/** Findings without an exception, and exceptions without a finding. */
function judge(findings: readonly Finding[]): { readonly explained: number; readonly failures: string[] } {
  const needed = new Set<unknown>();
  const failures: string[] = [];
  let explained = 0;
  for (const { tool, rule, message, template, resource } of findings) {
    const exception = exceptions.find((each) => each.rule === rule && each.resources.test(resource));
    if (exception) {
      needed.add(exception);
      explained += 1;
    } else {
      failures.push(`${template}: ${resource}: ${tool} ${rule}: ${message}`);
    }
  }
  for (const exception of exceptions) {
    if (!needed.has(exception)) failures.push(`exceptions.ts: ${exception.rule} for ${String(exception.resources)} is not needed any more`);
  }
  return { explained, failures };
}

function main(): void {
  const linters = Linters.install(path.join(root, 'node_modules', '.cache'), (line) => say(`Templates are not linted: ${line}.`));
  if (!linters) {
    say('0 passed, 0 failed, 1 skipped');
    return;
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'templates-'));
  try {
    const templates = apps.flatMap((app, index) => synthesize(app, path.join(folder, String(index))));
    const reports = [linters.cfnLint(templates), linters.checkov(folder)];
    const findings = reports.flatMap((report) => report.findings);
    const { explained, failures } = judge(findings);
    for (const failure of failures) say(failure);
    say(`${templates.length} templates by cfn-lint and checkov: ${explained} findings explained in scripts/lint-templates/exceptions.ts`);
    say(`${reports.reduce((sum, { passed }) => sum + passed, 0) + explained} checks hold, ${failures.length} do not`);
    process.exitCode = failures.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main();
