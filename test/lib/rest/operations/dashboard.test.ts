import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { newApi, newFunction, propertiesOf, templateOf } from '../../fixture';
import { AccessLogs, RestAuthorization } from 'cdk-apigateway-patterns';

interface Widget {
  readonly type: string;
  readonly properties: { readonly title?: string; readonly alarms?: unknown[] };
}

/** Widgets of the only dashboard, with references as text. */
function widgetsOf(stack: Stack): Widget[] {
  const [dashboard] = propertiesOf(stack, 'AWS::CloudWatch::Dashboard');
  const body = dashboard?.DashboardBody as { 'Fn::Join': [string, unknown[]] };
  const text = body['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : 'reference')).join('');
  return (JSON.parse(text) as { widgets: Widget[] }).widgets;
}

test('there is none unless asked for', () => {
  const api = newApi();
  templateOf(api).resourceCountIs('AWS::CloudWatch::Dashboard', 0);
  expect(api.dashboard).toBeUndefined();
});

test('it shows alarms on top, those of later routes included', () => {
  const api = newApi({ dashboard: { dashboardName: 'orders' } });
  api.addRoute('GET /late', { authorization: RestAuthorization.customToken({ handler: newFunction(api) }), mockResponse: {} });
  const [title, alarms, ...rest] = widgetsOf(Stack.of(api));
  expect([title?.type, alarms?.type, alarms?.properties.alarms?.length]).toEqual(['text', 'alarm', 6]);
  expect(rest.map(({ properties }) => properties.title)).toEqual([
    'Requests', 'Errors', 'Latency', 'Backend latency', 'Throttled requests and authorizer failures', 'Requests by customer', 'Slowest routes', 'Errors by route',
  ]);
  expect(propertiesOf(api, 'AWS::CloudWatch::Dashboard')).toEqual([expect.objectContaining({ DashboardName: 'orders' })]);
});

test('without alarms and log it shows what is left', () => {
  const api = newApi({ dashboard: {}, alarms: { enabled: false }, accessLogs: AccessLogs.disabled() });
  expect(widgetsOf(Stack.of(api)).map(({ properties }) => properties.title)).toEqual([undefined, 'Requests', 'Errors', 'Latency', 'Backend latency']);
});

test('a dashboard of one\'s own takes the same widgets, in another stack too', () => {
  const api = newApi();
  const own = new cloudwatch.Dashboard(new Stack(Stack.of(api).node.root as never, 'Operations'), 'Everything');
  api.addDashboardWidgets(own);
  const body = JSON.stringify(propertiesOf(own, 'AWS::CloudWatch::Dashboard'));
  for (const name of ['5XXError', 'p99', 'Throttled', 'Slowest routes']) expect(body).toContain(name);
});
