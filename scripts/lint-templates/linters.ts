import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';

const PINNED = { 'cfn-lint': '1.58.0', 'checkov': '3.3.30' } as const;

/** What a linter found. */
export interface Finding {
  readonly tool: keyof typeof PINNED;
  readonly rule: string;
  readonly message: string;
  readonly template: string;
  readonly resource: string;
}

export interface Report {
  readonly passed: number;
  readonly findings: readonly Finding[];
}

/** The linters, in a folder of their own, which is kept. */
export class Linters {
  /** Undefined where there is no Python, or no way to install; `say` is told which. */
  public static install(cache: string, say: (line: string) => void): Linters | undefined {
    const folder = path.join(cache, `template-linters-${Object.entries(PINNED).flat().join('-')}`);
    const complete = path.join(folder, '.complete');
    if (existsSync(complete)) return new Linters(folder);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(cache, { recursive: true });
    if (spawnSync('python3', ['-m', 'venv', folder], { stdio: 'ignore' }).status !== 0) {
      say('python3 with venv is not there');
      return undefined;
    }
    const packages = Object.entries(PINNED).map(([name, version]) => `${name}==${version}`);
    const pip = spawnSync(path.join(folder, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', ...packages], { encoding: 'utf8', timeout: 300_000 });
    if (pip.status !== 0) {
      say(`${packages.join(' and ')} can't be installed: ${(pip.stderr ?? '').trim().split('\n').at(-1) ?? ''}`);
      return undefined;
    }
    writeFileSync(complete, '');
    return new Linters(folder);
  }

  private constructor(private readonly folder: string) {}

  /** Rules of CloudFormation itself: one template passes or has findings. */
  public cfnLint(templates: readonly string[]): Report {
    interface Match {
      readonly Filename: string;
      readonly Rule: { readonly Id: string };
      readonly Message: string;
      readonly Location: { readonly Path: readonly (string | number)[] | null };
    }
    const findings = (this.run('cfn-lint', ['--format', 'json', '--', ...templates]) as Match[]).map(({ Filename, Rule, Message, Location }): Finding => ({
      tool: 'cfn-lint', rule: Rule.Id, message: Message, template: path.basename(Filename), resource: String(Location.Path?.[1] ?? ''),
    }));
    return { passed: templates.length - new Set(findings.map(({ template }) => template)).size, findings };
  }

  /** Security rules: every rule passes or fails on every resource. */
  public checkov(folder: string): Report {
    interface Result {
      readonly summary: { readonly passed: number; readonly parsing_errors: number };
      readonly results: {
        readonly failed_checks: { readonly check_id: string; readonly check_name: string; readonly file_path: string; readonly resource: string }[];
      };
    }
    const report = this.run('checkov', ['--framework', 'cloudformation', '--skip-download', '--compact', '--output', 'json', '--directory', folder]) as Result;
    if (report.summary.parsing_errors > 0) throw new Error('checkov could not parse a template');
    return {
      passed: report.summary.passed,
      findings: report.results.failed_checks.map(({ check_id: rule, check_name: message, file_path: file, resource }): Finding => ({
        tool: 'checkov', rule, message, template: path.basename(file), resource: resource.split('.').at(-1) ?? resource,
      })),
    };
  }

  private run(tool: keyof typeof PINNED, parameters: readonly string[]): unknown {
    const { stdout, stderr } = spawnSync(path.join(this.folder, 'bin', tool), parameters, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    try {
      return JSON.parse(stdout) as unknown;
    } catch {
      throw new Error(`${tool} gave no report: ${stderr.trim() || stdout.trim()}`);
    }
  }
}
