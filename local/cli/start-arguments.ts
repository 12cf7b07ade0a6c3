import { parseArgs } from 'node:util';
import { UsageError } from '../errors';
import { argumentError } from './argument-error';

/** What `apigateway-local start` was asked to do. */
export interface StartArguments {
  readonly app?: string;
  readonly templates: readonly string[];
  readonly port: number;
  readonly host: string;
  readonly backends: ReadonlyMap<string, string>;
  readonly parameters: ReadonlyMap<string, string>;
  readonly accountThrottle?: { readonly rateLimit: number; readonly burstLimit: number };
  readonly inProcess: boolean;
  readonly localIssuer: boolean;
  readonly readyJson: boolean;
  readonly fresh: boolean;
  readonly watch: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

const OPTIONS = {
  'app': { type: 'string' },
  'template': { type: 'string', multiple: true },
  'port': { type: 'string', default: '3000' },
  'host': { type: 'string', default: '127.0.0.1' },
  'backend': { type: 'string', multiple: true },
  'parameter': { type: 'string', multiple: true },
  'account-throttle': { type: 'string' },
  'in-process': { type: 'boolean', default: false },
  'no-local-issuer': { type: 'boolean', default: false },
  'ready-json': { type: 'boolean', default: false },
  'fresh': { type: 'boolean', default: false },
  'no-watch': { type: 'boolean', default: false },
  'quiet': { type: 'boolean', default: false },
  'verbose': { type: 'boolean', default: false },
} as const;

/** Reads the words after `start`; throws a `UsageError` of one line that says what to write instead. */
export function parseStart(words: readonly string[]): StartArguments {
  const values = parse(words);
  const templates = values.template ?? [];
  if (values.app !== undefined && templates.length > 0) throw new UsageError('--app and --template exclude each other; give the app or its templates');
  if (values.app === '') throw new UsageError('--app is empty; give a cdk.out folder or the command of a CDK app');
  return {
    ...(values.app !== undefined && { app: values.app }),
    templates,
    port: parsePort(values.port),
    host: values.host,
    backends: pairs('backend', values.backend, '<origin>=<local origin>', 'https://api.example.com=http://127.0.0.1:8080'),
    parameters: pairs('parameter', values.parameter, '<name>=<value>', 'Environment=test'),
    ...(values['account-throttle'] !== undefined && { accountThrottle: parseThrottle(values['account-throttle']) }),
    inProcess: values['in-process'],
    localIssuer: !values['no-local-issuer'],
    readyJson: values['ready-json'],
    fresh: values.fresh,
    watch: !values['no-watch'],
    quiet: values.quiet,
    verbose: values.verbose,
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: false, strict: true }).values;
  } catch (error) {
    throw argumentError(error as NodeJS.ErrnoException, words, Object.keys(OPTIONS));
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text)) throw new UsageError(`--port ${JSON.stringify(text)} is not a port; give 1 to 65535, or 0 for free ones`);
  return port;
}

function parseThrottle(text: string): { rateLimit: number; burstLimit: number } {
  const [, rate, burst] = /^(\d{1,9}),(\d{1,9})$/.exec(text) ?? [];
  if (rate === undefined || burst === undefined) {
    throw new UsageError(`--account-throttle ${JSON.stringify(text)} is not of the form <rate>,<burst>, for example --account-throttle 20000,10000`);
  }
  return { rateLimit: Number(rate), burstLimit: Number(burst) };
}

function pairs(option: string, given: readonly string[] | undefined, form: string, example: string): Map<string, string> {
  return new Map((given ?? []).map((text) => {
    const at = text.indexOf('=');
    if (at < 1) throw new UsageError(`--${option} ${JSON.stringify(text)} is not of the form ${form}, for example --${option} ${example}`);
    return [text.slice(0, at), text.slice(at + 1)];
  }));
}
