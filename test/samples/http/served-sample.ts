import { request as httpRequest } from 'node:http';
import { Sample, SampleCall, SampleContext } from './sample';
import { SampleBackend } from './sample-backend';
import { LocalClock, LocalGateway, startLocal, StartLocalOptions } from '../../../local/index';
import { RecordingReporter } from '../../support/recording-reporter';

const NOON = new Date('2026-11-21T12:00:00Z');

interface Answer {
  readonly status: number | undefined;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** What is served, while a backend of the test takes the place of everything that is elsewhere. */
export class ServedSample {
  /** Starts a second time when something behind a VPC link needs a local origin: what it stands for is only known then. */
  public static async start(
    source: Pick<StartLocalOptions, 'app' | 'templates'>, { backends = [], services = [] }: Partial<Sample> = {},
  ): Promise<ServedSample> {
    const backend = await SampleBackend.start();
    const origins = new Map(backends.map((name) => [name, backend.origin]));
    const env = { PATH: process.env.PATH, ...Object.fromEntries(services.map((id) => [`AWS_ENDPOINT_URL_${id}`, backend.origin])) };
    const start = async (before?: ServedSample): Promise<ServedSample> => {
      const reporter = new RecordingReporter();
      const clock = LocalClock.frozenAt(NOON);
      const local = await startLocal({ ...source, env, reporter, clock, inProcess: true, backends: Object.fromEntries(origins) });
      return new ServedSample(local, reporter, backend, before);
    };
    const served = await start().catch(async (error: unknown) => {
      await backend.close();
      throw error;
    });
    const missing = served.notServed.map((detail) => /--backend (\S+)=/.exec(detail)?.[1]).filter((name) => name !== undefined);
    for (const name of missing) origins.set(name, backend.origin);
    return missing.length > 0 ? start(served) : served;
  }

  private constructor(
    public readonly local: LocalGateway,
    private readonly reporter: RecordingReporter,
    private readonly backend: SampleBackend,
    private readonly before?: ServedSample,
  ) {}

  /** What the gateway said that it does not do. */
  public get notServed(): string[] {
    return this.reporter.of('not-served').map(({ logicalId, detail }) => `${logicalId}: ${detail}`);
  }

  /** Problems of the gateway and of functions. */
  public get problems(): string[] {
    return this.reporter.of('problem').map(({ message }) => message);
  }

  public async call(call: SampleCall): Promise<Answer> {
    const [method = '', target = ''] = call.request.split(' ');
    const [api] = this.local.apis;
    const url = new URL(`${this.local.url(call.api ?? api?.logicalId ?? '')}${target}`);
    const context: SampleContext = { local: this.local, issuers: this.reporter.of('stand-in').map(({ issuer }) => issuer) };
    const isJson = call.body !== undefined && typeof call.body !== 'string';
    const headers = { ...(isJson && { 'content-type': 'application/json' }), ...call.headers, ...await call.as?.(context, method, url), ...(call.host !== undefined && { host: call.host }) };
    return new Promise((resolve, reject) => {
      const request = httpRequest({ host: '127.0.0.1', port: url.port, path: url.href.slice(url.origin.length), method, headers }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => { body += text; });
        response.on('end', () => resolve({ status: response.statusCode, body, headers: response.headers }));
      });
      request.on('error', reject).end(isJson ? JSON.stringify(call.body) : call.body as string | undefined);
    });
  }

  public async close(): Promise<void> {
    await this.local.close();
    await this.before?.local.close();
    await this.backend.close();
  }
}

/** Checks an answer: a JSON body holds at least what is expected, a text is part of the body. */
export function expectAnswer(answer: Answer, { status, body, headers = {} }: SampleCall['expected']): void {
  const shown = typeof body === 'object' ? JSON.parse(answer.body) as unknown : answer.body;
  expect({ status: answer.status, body: shown }).toMatchObject({ status, ...(body !== undefined && { body: typeof body === 'string' ? expect.stringContaining(body) as string : body }) });
  for (const [name, value] of Object.entries(headers)) expect([name, answer.headers[name]]).toEqual([name, value]);
}
