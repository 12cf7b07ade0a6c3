import { createHash } from 'node:crypto';
import { LogGroup } from './log-group';
import { LogStore } from './log-store';
import { Clock } from '../../clock';
import { hasOnlyTexts } from '../../mapping/access-log-format';
import { recordEmbeddedMetrics } from '../../metrics/embedded-metrics';
import { MetricStore } from '../../metrics/metric-store';
import { HttpApi } from '../../model/http-api';
import { LocalModel } from '../../model/model';
import { RestApi } from '../../model/rest-api';
import { LogGroupModel } from '../../model/watching/log-group';
import { LocalEvent, Reporter } from '../../reporter';

/** Prefix of the delivery streams that access logs may go to instead of a log group. */
const DELIVERY_STREAM = /^amazon-apigateway-/;

export interface LogCollectorOptions {
  readonly clock: Clock;
  /** Where events go once their lines are collected. */
  readonly next: Reporter;
  readonly logs: (region: string) => LogStore;
  readonly metrics: (region: string) => MetricStore;
}

interface AccessLogTarget {
  readonly group: LogGroup;
  readonly stream: string;
  readonly hasOnlyTexts: boolean;
}

interface FunctionTarget {
  readonly group: LogGroup;
  /** Stream of lines that come without one. */
  readonly stream: string;
  readonly metrics: MetricStore;
}

/** Listens to what the gateway reports, and puts access log lines and the output of functions into their log groups. */
export class LogCollector implements Reporter {
  /** By API and stage: to join the two for a look-up would cost more than the look-up, for every request. */
  private accessLogs = new Map<string, Map<string, AccessLogTarget>>();
  private functions = new Map<string, FunctionTarget>();

  public constructor(private readonly options: LogCollectorOptions) {}

  /** Takes over where the lines of a model go. Lines that are there already stay. */
  public apply(model: LocalModel): void {
    const now = this.options.clock.now();
    const groupOf = (name: string, { region, account }: Pick<LogGroupModel, 'region' | 'account'>): LogGroup => (
      this.options.logs(region).group(name, account, now)
    );
    for (const group of model.logGroups) groupOf(group.name, group).retentionDays = group.retentionDays;
    const isGroup = (name: string): boolean => !DELIVERY_STREAM.test(name) || model.logGroups.some((group) => group.name === name);
    const targets = ({ apiId, stages, ...api }: RestApi | HttpApi) => stages.flatMap(({ name, accessLog }): [string, AccessLogTarget][] => {
      if (!accessLog || !isGroup(accessLog.logGroup)) return [];
      const stream = streamName(`${apiId}/${name}`);
      return [[name, { group: groupOf(accessLog.logGroup, api), stream, hasOnlyTexts: hasOnlyTexts(accessLog.format) }]];
    });
    this.accessLogs = new Map([...model.restApis, ...model.httpApis].map((api) => [api.apiId, new Map(targets(api))]));
    this.functions = new Map(model.functions.map((fn) => [fn.name, {
      group: groupOf(fn.logGroup ?? `/aws/lambda/${fn.name}`, fn),
      stream: `${new Date(now).toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${streamName(fn.arn)}`,
      metrics: this.options.metrics(fn.region),
    }]));
  }

  public report(event: LocalEvent): void {
    if (event.kind === 'access-log') this.collectAccess(event);
    else if (event.kind === 'function-log') this.collectFunction(event);
    this.options.next.report(event);
  }

  private collectAccess({ apiId, stage, line }: LocalEvent & { kind: 'access-log' }): void {
    const target = this.accessLogs.get(apiId)?.get(stage);
    target?.group.append(target.stream, this.options.clock.now(), line, target.hasOnlyTexts);
  }

  private collectFunction({ functionName, requestId, level, text, logStream, isRaw }: LocalEvent & { kind: 'function-log' }): void {
    const target = this.functions.get(functionName);
    if (!target) return;
    const now = this.options.clock.now();
    // What Lambda's console puts in front of a line; what is written to the standard output stays as it is.
    const message = isRaw === true ? `${text}\n` : `${new Date(now).toISOString()}\t${requestId}\t${level}\t${text}\n`;
    target.group.append(logStream ?? target.stream, now, message);
    recordEmbeddedMetrics(text, now, target.metrics);
  }
}

/** Thirty-two hexadecimal digits, as in the service; the same at every start. */
function streamName(of: string): string {
  return createHash('md5').update(of).digest('hex');
}
