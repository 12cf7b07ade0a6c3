import { App, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { newApi, newFunction, newStack, propertiesOf, resourcesOf, templateOf, warningsOf } from '../fixture';

const keys = Array.from({ length: 30 }, (_, index) => `GET /r${index}/{id}`);
const routesTo = (handler: lambda.IFunction) => Object.fromEntries(keys.map((key) => [key, { handler }]));
const permissions = (api: Stack) => propertiesOf(api, 'AWS::Lambda::Permission');

test('one permission, for this API and stage only, however many routes', () => {
  const stack = newStack();
  newApi({ stageName: 'live', routes: routesTo(newFunction(stack)) }, stack);
  expect(permissions(stack)).toEqual([expect.objectContaining({ Action: 'lambda:InvokeFunction', Principal: 'apigateway.amazonaws.com' })]);
  expect(JSON.stringify(permissions(stack)[0]?.SourceArn)).toMatch(/:execute-api:.*"Ref":"Api\w+"\},"\/live\/\*\/\*"/);
});

test('a function of another stack: the permission is in the API\'s stack, and only that refers to the other', () => {
  const app = new App();
  const functions = new Stack(app, 'Functions');
  const shop = new Stack(app, 'Shop');
  newApi({ routes: routesTo(newFunction(functions)) }, shop);
  expect(permissions(shop)).toHaveLength(1);
  expect(permissions(functions)).toEqual([]);
  expect([shop.dependencies, functions.dependencies]).toEqual([[functions], []]);
  expect(JSON.stringify(templateOf(functions).toJSON())).not.toContain('ImportValue');
});

test('an alias is invoked, and allowed, as an alias', () => {
  const stack = newStack();
  const alias = newFunction(stack).addAlias('live');
  newApi({ routes: routesTo(alias) }, stack);
  const [id] = Object.keys(resourcesOf(stack, 'AWS::Lambda::Alias'));
  expect(permissions(stack)).toEqual([expect.objectContaining({ FunctionName: { Ref: id } })]);
});

test('an imported function gets a permission too, one even when it is imported twice', () => {
  const stack = newStack();
  const arn = 'arn:aws:lambda:us-east-1:111111111111:function:orders';
  const api = newApi({ routes: routesTo(lambda.Function.fromFunctionArn(stack, 'One', arn)) }, stack);
  api.addRoute('GET /again', { handler: lambda.Function.fromFunctionArn(stack, 'Two', arn) });
  expect(permissions(stack)).toEqual([expect.objectContaining({ FunctionName: arn })]);
});

test('a function of another account is named, because nothing here can allow it', () => {
  const stack = newStack({ env: { account: '222222222222', region: 'us-east-1' } });
  const api = newApi({ routes: { 'GET /a': { handler: lambda.Function.fromFunctionArn(stack, 'Foreign', 'arn:aws:lambda:us-east-1:111111111111:function:orders') } } }, stack);
  expect(permissions(stack)).toEqual([]);
  expect(warningsOf(api)).toEqual(['cdk-apigateway-patterns:foreign-function']);
});

test('two functions with one logical id in two stacks are two', () => {
  const app = new App();
  const handlers = ['A', 'B'].map((id) => newFunction(new Stack(app, id)));
  const shop = new Stack(app, 'Shop');
  newApi({ routes: Object.fromEntries(handlers.map((handler, index) => [`GET /${index}`, { handler }])) }, shop);
  expect(permissions(shop)).toHaveLength(2);
});

test('a function may know the API\'s URL, which is no cycle', () => {
  const stack = newStack();
  const handler = newFunction(stack);
  const api = newApi({ routes: { 'GET /a': { handler } } }, stack);
  handler.addEnvironment('URL', api.url);
  const [environment] = propertiesOf(stack, 'AWS::Lambda::Function').flatMap(({ Environment }) => (Environment ? [JSON.stringify(Environment)] : []));
  expect(environment).toContain('/prod/');
  expect(environment).not.toContain('Stage');
});
