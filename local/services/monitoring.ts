import { AlarmBoard } from '../alarms/alarm-board';
import { parseRule } from '../alarms/composite-rule';
import { Clock } from '../clock';
import { LocalGatewayError } from '../errors';
import { cloudWatchService } from './cloudwatch/cloudwatch-service';
import { RegionWatch } from './cloudwatch/region-watch';
import { LogCollector } from './cloudwatch-logs/log-collector';
import { LogStore } from './cloudwatch-logs/log-store';
import { logsService } from './cloudwatch-logs/logs-service';
import { compileMetricFilter } from './cloudwatch-logs/metric-filter';
import { FunctionMeter, functionMeter } from '../metrics/function-meter';
import { HttpRequestMeters } from '../metrics/http-api-meter';
import { MathError } from '../metrics/math/math-error';
import { MetricQuery } from '../metrics/metric-query';
import { MetricStore } from '../metrics/metric-store';
import { RequestMeters } from '../metrics/rest-api-meter';
import { LocalModel, NotServed } from '../model/model';
import { Reporter } from '../reporter';
import { AwsService } from './wire/aws-service';
import { ServiceEndpoint } from './wire/service-endpoint';

interface Region extends RegionWatch {
  readonly logs: LogStore;
  readonly functions: FunctionMeter;
}

export interface MonitoringOptions {
  readonly clock: Clock;
  readonly reporter: Reporter;
  /** Others that answer at the same endpoint. @default - none */
  readonly services?: readonly AwsService[];
}

/** Metrics, logs and alarms of everything that is served, region by region, and the endpoint that SDKs read them from. */
export class Monitoring {
  /** Listens on the loopback interface. */
  public static async start(options: MonitoringOptions): Promise<Monitoring> {
    const monitoring = new Monitoring(options);
    const { clock, services = [] } = options;
    monitoring.endpoint = await ServiceEndpoint.open({
      services: [
        cloudWatchService((region) => monitoring.region(region), clock),
        logsService((region) => monitoring.region(region).logs, clock),
        ...services,
      ],
      defaultRegion: () => monitoring.defaultRegion,
      reporter: options.reporter,
    });
    return monitoring;
  }

  /** Takes the place of the host's reporter: collects log lines and passes everything on. */
  public readonly reporter: LogCollector;
  private readonly regions = new Map<string, Region>();
  private endpoint: ServiceEndpoint | undefined;
  private defaultRegion = 'us-east-1';

  private constructor(private readonly options: MonitoringOptions) {
    this.reporter = new LogCollector({
      clock: options.clock,
      next: options.reporter,
      logs: (region) => this.region(region).logs,
      metrics: (region) => this.region(region).metrics,
    });
  }

  /** For example `http://127.0.0.1:49213`; CloudWatch, CloudWatch Logs and the other services answer there. */
  public get url(): string {
    return this.endpoint?.url ?? '';
  }

  /** Meters of the HTTP APIs of a region. */
  public httpRequests(region: string): HttpRequestMeters {
    return new HttpRequestMeters(this.region(region).metrics);
  }

  /** Meters of the REST APIs of a region. */
  public requests(region: string): RequestMeters {
    return new RequestMeters(this.region(region).metrics);
  }

  /** Meter of the functions of a region. */
  public functions(region: string): FunctionMeter {
    return this.region(region).functions;
  }

  /** Alarms and metric filters of a model that can't be served. Changes nothing that is in service. */
  public notServed(model: LocalModel): NotServed[] {
    const scratch = new MetricStore();
    return [
      ...named(model.metricAlarms, 'AWS::CloudWatch::Alarm', 'the alarm stays in INSUFFICIENT_DATA', (alarm) => new MetricQuery(alarm.entries)),
      ...named(model.compositeAlarms, 'AWS::CloudWatch::CompositeAlarm', 'the alarm stays in INSUFFICIENT_DATA', ({ rule }) => parseRule(rule)),
      ...named(model.metricFilters, 'AWS::Logs::MetricFilter', 'it counts nothing', (filter) => compileMetricFilter(filter, scratch)),
    ];
  }

  /** Takes log groups, metric filters and alarms of a model into service. What was counted stays. */
  public apply(model: LocalModel): void {
    this.defaultRegion = [...model.restApis, ...model.httpApis, ...model.functions][0]?.region ?? this.defaultRegion;
    this.reporter.apply(model);
    const unusable = new Set(this.notServed(model).map(({ stack, logicalId }) => `${stack}/${logicalId}`));
    const usable = <T extends { stack: string; logicalId: string }>(all: readonly T[]): T[] => (
      all.filter(({ stack, logicalId }) => !unusable.has(`${stack}/${logicalId}`))
    );
    const [alarms, composites, filters] = [usable(model.metricAlarms), usable(model.compositeAlarms), usable(model.metricFilters)];
    const names = new Set([...this.regions.keys(), ...[...alarms, ...composites, ...filters].map(({ region }) => region)]);
    for (const name of names) {
      const region = this.region(name);
      const own = <T extends { region: string }>(all: readonly T[]): T[] => all.filter((one) => one.region === name);
      for (const group of region.logs.all()) {
        group.filters = own(filters).filter(({ logGroup }) => logGroup === group.name).map((filter) => compileMetricFilter(filter, region.metrics));
      }
      region.alarms.apply(own(alarms), own(composites));
    }
  }

  public async close(): Promise<void> {
    for (const { alarms } of this.regions.values()) alarms.close();
    await this.endpoint?.close();
  }

  private region(name: string): Region {
    const known = this.regions.get(name);
    if (known) return known;
    const { clock, reporter } = this.options;
    const metrics = new MetricStore();
    const alarms = new AlarmBoard({
      clock,
      metrics,
      onChange: ({ alarm, from, to, reason }) => reporter.report({
        kind: 'alarm', stack: alarm.stack, logicalId: alarm.logicalId, name: alarm.name, region: alarm.region, from, to, reason: reason.text,
      }),
    });
    const created = { metrics, alarms, logs: new LogStore(name), functions: functionMeter(metrics) };
    this.regions.set(name, created);
    return created;
  }
}

/** One line for each part that `compile` can't make sense of. */
function named<T extends Pick<NotServed, 'stack' | 'logicalId'>>(
  all: readonly T[], type: string, effect: string, compile: (part: T) => unknown,
): NotServed[] {
  return all.flatMap((part) => {
    try {
      compile(part);
      return [];
    } catch (error) {
      if (!(error instanceof MathError || error instanceof LocalGatewayError)) throw error;
      return [{ stack: part.stack, logicalId: part.logicalId, type, detail: `${effect}: ${error.message}` }];
    }
  });
}
