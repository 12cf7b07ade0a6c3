import { LocalClock } from '../../../local/local-clock';
import { Monitoring } from '../../../local/services/monitoring';
import { AppFolder, restTemplate } from '../../support/app-folder';
import { model } from '../../support/models';
import { RecordingReporter } from '../../support/recording-reporter';
import { closeRuntimes, startRuntime } from '../../support/start-runtime';

jest.setTimeout(30_000);

let app: AppFolder;
beforeEach(() => { app = new AppFolder(); });
afterEach(async () => {
  await closeRuntimes();
  app.remove();
});

const alarm = (more: object): object => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    Namespace: 'Shop', MetricName: 'x', Statistic: 'Sum', Period: 60, EvaluationPeriods: 1, Threshold: 0, ComparisonOperator: 'GreaterThanThreshold', ...more,
  },
});
const math = (Expression: string): object => alarm({ Metrics: [{ Id: 'e', Expression }] });
const filter = (FilterPattern: string): object => ({
  Type: 'AWS::Logs::MetricFilter',
  Properties: { LogGroupName: 'g', FilterPattern, MetricTransformations: [{ MetricNamespace: 'Shop', MetricName: 'x', MetricValue: '1' }] },
});

test.each<[string, object, string]>([
  ['an expression that is none', math('m1 +'), 'ends too early'],
  ['a function that is not served', math('ANOMALY_DETECTION_BAND(m1)'), 'ANOMALY_DETECTION_BAND'],
  ['a search', math("SEARCH('{AWS/ApiGateway}', 'Sum')"), 'SEARCH'],
  ['a query', math('SELECT AVG(x) FROM y'), 'Metrics Insights'],
  ['an id that nothing has', math('m1 * 2'), 'no metric or expression has the id m1'],
  ['an expression in circles', math('e * 2'), 'refer to each other'],
  ['anomaly detection', alarm({ ThresholdMetricId: 'band' }), 'anomaly detection'],
  ['an unknown statistic', alarm({ Statistic: 'Median' }), '"Median" is no statistic'],
  ['no statistic', alarm({ Statistic: null }), 'a statistic'],
  ['an unknown operator', alarm({ ComparisonOperator: 'Equals' }), 'Equals'],
  ['more data points than periods', alarm({ DatapointsToAlarm: 2 }), 'at most the EvaluationPeriods'],
  ['a value that only AWS knows', alarm({ MetricName: { 'Fn::GetAtt': ['Other', 'Secret'] } }), 'INSUFFICIENT_DATA'],
  ['a period below a minute', alarm({ Period: 10 }), 'period of 60 seconds'],
  ['a wall clock window', alarm({ EvaluationWindow: { WallClockWindow: {} } }), 'WallClockWindow'],
  ['a composite rule that is none', { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: { AlarmRule: 'ALARM(' } }, "can't be read"],
  ['a filter pattern that is none', filter('{ status = 1 }'), 'it counts nothing'],
])('%s is named at start, once, and keeps nobody from starting', async (_what, resource, detail) => {
  const reporter = new RecordingReporter();
  const Other = { Type: 'Vendor::Own::Thing' };
  const runtime = await startRuntime({ templates: [app.template('Shop', { Resources: { Part: resource, Other } })] }, { reporter });
  await runtime.reload();
  expect(reporter.of('not-served').filter(({ logicalId }) => logicalId === 'Part')).toEqual([expect.objectContaining({ stack: 'Shop', detail: expect.stringContaining(detail) })]);
});

test('a template without alarms and logs costs no evaluation', async () => {
  const clock = LocalClock.frozenAt(0);
  const after = jest.spyOn(clock, 'after');
  const monitoring = await Monitoring.start({ clock, reporter: new RecordingReporter() });
  monitoring.apply(model());
  clock.advance(24 * 3_600_000);
  expect(after).not.toHaveBeenCalled();
  await monitoring.close();
});

test('functions are told where the services are, unless the user says otherwise', async () => {
  const code = app.code('env', 'exports.handler = async () => ({ statusCode: 200, body: JSON.stringify([process.env.AWS_ENDPOINT_URL_CLOUDWATCH, process.env.AWS_ENDPOINT_URL_CLOUDWATCH_LOGS]) });');
  const runtime = await startRuntime({ templates: [app.template('Shop', restTemplate({ 'GET /env': { code } }))] }, { env: { AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: 'http://127.0.0.1:1' } });
  const url = runtime.catalogue.apis[0]?.stages[0]?.url ?? '';
  expect(await (await fetch(`${url}/env`)).json()).toEqual([runtime.endpoints.cloudwatch, 'http://127.0.0.1:1']);
});
