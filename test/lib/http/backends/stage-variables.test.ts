import * as sqs from 'aws-cdk-lib/aws-sqs';
import { newStack } from '../../fixture';
import { newHttpApi } from '../http-fixture';
import { HttpBackend, HttpRequestMapping, HttpResponseMapping } from 'cdk-apigateway-patterns';

const url = 'https://orders.example.com/';
const withVariables = (backend: HttpBackend, stageVariables?: Record<string, string>) => () => newHttpApi({ stageVariables, routes: { 'GET /orders': { backend } } });

test.each<[string, HttpBackend]>([
  ['the host of a URL', HttpBackend.url('https://${stageVariables.host}/orders')],
  ['a request mapping', HttpBackend.url(url, { requestMapping: new HttpRequestMapping().overwriteHeader('x-host', '$stageVariables.host') })],
  ['text of a request mapping', HttpBackend.url(url, { requestMapping: new HttpRequestMapping().appendQueryString('host', 'a-${stageVariables.host}') })],
  ['a response mapping', HttpBackend.url(url, { responseMappings: { 200: new HttpResponseMapping().appendHeader('x-host', '$stageVariables.host') } })],
  ['a parameter of a service', HttpBackend.sendMessage(new sqs.Queue(newStack(), 'Queue'), { messageBody: '{"host":"${stageVariables.host}"}' })],
])('a variable in %s is one of the API\'s', (_, backend) => {
  expect(withVariables(backend, { host: 'a.example.com' })).not.toThrow();
  const missing = 'reads the stage variable "host", which the API does not have; give it with stageVariables: { "host": ... }. ';
  expect(withVariables(backend, { port: '1', color: 'x' })).toThrow(`${missing}It has "port", "color"`);
  expect(withVariables(backend)).toThrow(`${missing}It has none`);
});

test('text that only looks like a variable is text', () => {
  expect(withVariables(HttpBackend.url(url, { requestMapping: new HttpRequestMapping().overwriteHeader('x-a', 'stageVariables.host') }))).not.toThrow();
});
