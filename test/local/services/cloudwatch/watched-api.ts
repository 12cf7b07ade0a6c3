import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { LocalClock } from '../../../../local/local-clock';
import { LocalRuntime } from '../../../../local/runtime';
import { AppFolder, restTemplate } from '../../../support/app-folder';
import { RecordingReporter } from '../../../support/recording-reporter';
import { startRuntime, urlOf } from '../../../support/start-runtime';

export const NOON = Date.UTC(2026, 10, 21, 12);
export const MINUTE = 60_000;
export const LOG_GROUP = '/aws/vendedlogs/apigateway/orders';

const FORMAT = '{"requestId":"$context.requestId","status":"$context.status","path":"$context.path","stage":"$context.stage","ms":"$context.integrationLatency"}';
const api = { Name: 'ApiName', Value: 'ordersapi' };

/** Answers with the status that the caller asks for, and writes to its log. */
const CODE = `exports.handler = async (event) => {
  const status = Number(event.queryStringParameters?.status ?? 200);
  console.log('answering', status);
  process.stdout.write(JSON.stringify({ raw: status }) + '\\n');
  if (status === 599) throw new Error('broken');
  return { statusCode: status, body: '{}' };
};`;

/** Resources of a template that watch its API. */
export const WATCHING: object = {
  Access: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: LOG_GROUP, RetentionInDays: 7 } },
  Throttled: {
    Type: 'AWS::Logs::MetricFilter',
    Properties: {
      LogGroupName: { Ref: 'Access' },
      FilterPattern: '{ $.status = "429" }',
      MetricTransformations: [{ MetricNamespace: 'Shop', MetricName: 'Throttled', MetricValue: '1', Unit: 'Count', Dimensions: [{ Key: 'Stage', Value: '$.stage' }] }],
    },
  },
  ServerErrors: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: 'server-errors',
      AlarmDescription: 'too many 5xx',
      EvaluationPeriods: 1,
      Threshold: 10,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: ['arn:aws:sns:us-east-1:123456789012:pager'],
      Metrics: [
        { Id: 'rate', Expression: 'IF(requests >= 10, 100 * errors / requests, 0)', Label: '5XX rate' },
        { Id: 'errors', ReturnData: false, MetricStat: { Stat: 'Sum', Period: 60, Metric: { Namespace: 'AWS/ApiGateway', MetricName: '5XXError', Dimensions: [api, { Name: 'Stage', Value: 'prod' }] } } },
        { Id: 'requests', ReturnData: false, MetricStat: { Stat: 'Sum', Period: 60, Metric: { Namespace: 'AWS/ApiGateway', MetricName: 'Count', Dimensions: [api, { Name: 'Stage', Value: 'prod' }] } } },
      ],
    },
  },
  Throttles: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: 'throttles',
      Namespace: 'Shop',
      MetricName: 'Throttled',
      Dimensions: [{ Name: 'Stage', Value: 'prod' }],
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
    },
  },
  Any: { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: { AlarmName: 'any', AlarmRule: 'ALARM("server-errors") OR ALARM("throttles")' } },
};

/** A running API whose stage has an access log and detailed metrics, with clients of the SDK on a frozen clock. */
export class WatchedApi {
  public static async start(more: object = {}): Promise<WatchedApi> {
    const app = new AppFolder();
    const template = restTemplate({ 'GET /orders/{id}': { code: app.code('orders', CODE), lambda: { FunctionName: 'orders' } } }, { ...WATCHING, ...more }) as {
      Resources: Record<string, { Properties: Record<string, unknown> }>;
    };
    const stage = template.Resources.OrdersApiStage;
    if (stage) {
      stage.Properties.AccessLogSetting = { DestinationArn: { 'Fn::GetAtt': ['Access', 'Arn'] }, Format: FORMAT };
      stage.Properties.MethodSettings = [{ ResourcePath: '/*', HttpMethod: '*', MetricsEnabled: true }];
    }
    const clock = LocalClock.frozenAt(NOON);
    const reporter = new RecordingReporter();
    const runtime = await startRuntime({ templates: [app.template('Shop', template)] }, { clock, reporter });
    return new WatchedApi(app, runtime, clock, reporter);
  }

  public readonly cloudwatch: CloudWatchClient;
  public readonly logs: CloudWatchLogsClient;

  private constructor(
    private readonly app: AppFolder,
    public readonly runtime: LocalRuntime,
    public readonly clock: LocalClock,
    public readonly reporter: RecordingReporter,
  ) {
    const common = { region: 'us-east-1', credentials: { accessKeyId: 'any', secretAccessKey: 'any' }, maxAttempts: 1 };
    this.cloudwatch = new CloudWatchClient({ ...common, endpoint: runtime.endpoints.cloudwatch });
    this.logs = new CloudWatchLogsClient({ ...common, endpoint: runtime.endpoints.logs });
  }

  /** Calls the API once for each status; gives the statuses that came back. */
  public async call(...statuses: number[]): Promise<number[]> {
    const found: number[] = [];
    for (const status of statuses) found.push((await fetch(`${urlOf(this.runtime)}/orders/1?status=${status}`)).status);
    return found;
  }

  public remove(): void {
    this.cloudwatch.destroy();
    this.logs.destroy();
    this.app.remove();
  }
}
