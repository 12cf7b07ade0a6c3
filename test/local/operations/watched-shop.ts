import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { CloudWatchClient, DescribeAlarmsCommand, type StateValue } from '@aws-sdk/client-cloudwatch';
import { synthesizeShop } from './shop';
import { SlowDependency } from './slow-dependency';
import { coloursFor } from '../../../local/cli/colours';
import { EventPrinter } from '../../../local/cli/event-printer';
import { LocalClock, type LocalGateway, startLocal } from '../../../local/index';

const NOON = new Date('2026-03-02T12:00:00Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** The period of alarms that look at rates, latencies and refusals. */
export const PERIOD = 5 * MINUTE;

/** One request, or `times` of them. */
export interface Call {
  /** With the query string. */
  readonly path?: string;
  /** Whose key is sent; `null`: nobody's. */
  readonly customer?: string | null;
  readonly token?: string;
  readonly times?: number;
}

/** The app behind all gateways of a test file. */
export class ShopApp {
  public static async create(): Promise<ShopApp> {
    const dependency = await SlowDependency.start();
    const folder = mkdtempSync(path.join(tmpdir(), 'watched-shop-'));
    synthesizeShop(folder, dependency.url);
    return new ShopApp(folder, dependency);
  }

  private constructor(private readonly folder: string, private readonly dependency: SlowDependency) {}

  /** A gateway that nobody has called yet, whose alarms have found out that all is well. */
  public async start(): Promise<WatchedShop> {
    const clock = LocalClock.frozenAt(NOON);
    this.dependency.clock = clock;
    const printed: string[] = [];
    const reporter = new EventPrinter({ out: { write: (line: string) => printed.push(line) }, colours: coloursFor({}, {}), quiet: true });
    const shop = new WatchedShop(await startLocal({ app: this.folder, clock, reporter, inProcess: true }), printed);
    clock.advance(HOUR);
    printed.length = 0;
    return shop;
  }

  public async remove(): Promise<void> {
    await this.dependency.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A running shop, seen as its callers and as whoever is on call see it. */
export class WatchedShop {
  private readonly cloudwatch: CloudWatchClient;

  public constructor(private readonly local: LocalGateway, private readonly printed: string[]) {
    this.cloudwatch = new CloudWatchClient({ endpoint: local.endpoints.cloudwatch, region: 'us-east-1', credentials: { accessKeyId: 'any', secretAccessKey: 'any' }, maxAttempts: 1 });
  }

  /** Makes the calls, each after the other; gives the number of answers by status. */
  public async call(...calls: readonly Call[]): Promise<Record<number, number>> {
    const answers: Record<number, number> = {};
    for (const { path: route = '/orders', customer = 'Globex', token, times = 1 } of calls) {
      const headers = { ...(customer !== null && { 'x-api-key': this.local.apiKey(customer) }), ...(token !== undefined && { Authorization: token }) };
      for (let count = 0; count < times; count++) {
        const { status } = await fetch(`${this.local.url('Api')}${route}`, { headers });
        answers[status] = (answers[status] ?? 0) + 1;
      }
    }
    return answers;
  }

  /** Makes the same calls in each of some periods, one after the other. */
  public async periods(count: number, ...calls: readonly Call[]): Promise<Record<number, number>[]> {
    const answers = [];
    for (let period = 0; period < count; period++) {
      const end = this.local.clock.now() + PERIOD;
      answers.push(await this.call(...calls));
      this.local.clock.set(end);
    }
    return answers;
  }

  public pass(milliseconds: number): void {
    this.local.clock.advance(milliseconds);
  }

  /** The alarms of a state, as the SDK of AWS sees them: `ServerErrorRate`, `GETreportsidAlarmsServerErrorRate`, `AcmeQuotaUsage`. */
  public async alarms(state: StateValue): Promise<string[]> {
    const { MetricAlarms = [] } = await this.cloudwatch.send(new DescribeAlarmsCommand({ StateValue: state }));
    return MetricAlarms.map(({ AlarmName = '' }) => nameOf(AlarmName)).sort();
  }

  /** What was printed of alarms: `ServerErrorRate OK -> ALARM`, with the reason left out. */
  public get lines(): string[] {
    return this.printed.flatMap((line) => {
      const [, name = '', change = ''] = /^alarm (\S+) (\S+ -> \S+): .+\n$/.exec(line) ?? [];
      return line.startsWith('alarm') ? [`${nameOf(name)} ${change}`] : [];
    });
  }

  public async close(): Promise<void> {
    this.cloudwatch.destroy();
    await this.local.close();
  }
}

/** From the name that CloudFormation would make up: `Shop-ApiAlarmsLatencyP99<hash>-<random>`. */
function nameOf(alarm: string): string {
  return alarm.replace(/^Shop-Api(Alarms|Customers|Routes)/, '').replace(/[0-9A-F]{8}-[^-]+$/, '');
}
