import { newApi, propertiesOf, templateOf } from '../../fixture';
import { AccessLogs } from 'cdk-apigateway-patterns';

const words = /\b(?:by|filter|pct\(|max\(|latest\(|fields|,)\s*([a-z]\w+)/gi;
const notFields = new Set(['count', 'pct', 'max', 'latest']);

test('questions are saved with the API, in a folder of its name', () => {
  const api = newApi({ apiName: 'orders' });
  const queries = propertiesOf(api, 'AWS::Logs::QueryDefinition');
  expect(queries.map(({ Name }) => Name).sort()).toEqual(['orders/callers by 4xx', 'orders/errors by route', 'orders/one request by id', 'orders/slowest routes']);
  for (const query of queries) expect(query.LogGroupNames).toEqual([{ Ref: expect.stringContaining('AccessLogs') }]);
});

test('they ask for fields that the log has', () => {
  const api = newApi({ dashboard: {} });
  const [stage] = propertiesOf(api, 'AWS::ApiGateway::Stage');
  const fields = Object.keys(JSON.parse((stage?.AccessLogSetting as { Format: string }).Format) as object);
  for (const { QueryString } of propertiesOf(api, 'AWS::Logs::QueryDefinition')) {
    const asked = [...String(QueryString).matchAll(words)].map(([, name = '']) => name).filter((name) => !notFields.has(name));
    expect(asked.length).toBeGreaterThan(0);
    expect(fields).toEqual(expect.arrayContaining(asked));
  }
});

test.each([
  ['switched off', { logQueries: false }],
  ['no log', { accessLogs: AccessLogs.disabled() }],
  ['a format whose fields nobody knows', { accessLogs: AccessLogs.toNewLogGroup({ format: '$context.requestId' }) }],
])('none: %s', (_, props) => {
  templateOf(newApi(props)).resourceCountIs('AWS::Logs::QueryDefinition', 0);
});
