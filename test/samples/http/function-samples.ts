import { CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import { HttpApi, HttpMethod, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { inline, naming, Sample } from './sample';

const COUNT = `
const { DynamoDBClient, UpdateItemCommand } = require('@aws-sdk/client-dynamodb');
exports.handler = async ({ rawPath }) => {
  const { Attributes } = await new DynamoDBClient({}).send(new UpdateItemCommand({
    TableName: process.env.TABLE, Key: { page: { S: rawPath } }, UpdateExpression: 'ADD visits :one', ExpressionAttributeValues: { ':one': { N: '1' } }, ReturnValues: 'ALL_NEW',
  }));
  return { page: rawPath, visits: Number(Attributes.visits.N) };
};`;

/**
 * Everything goes to one function, which counts in a table.
 *
 * @see https://github.com/cdk-patterns/serverless the-simple-webservice/typescript/lib/the-simple-webservice-stack.ts
 */
const countedVisits: Sample = {
  name: 'a default integration in front of a table',
  build(stack) {
    const table = new Table(stack, 'Visits', { partitionKey: { name: 'page', type: AttributeType.STRING } });
    const fn = new Function(stack, 'Counter', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline(COUNT), environment: { TABLE: table.tableName } });
    table.grantReadWriteData(fn);
    const api = new HttpApi(stack, 'Endpoint', { defaultIntegration: new HttpLambdaIntegration('Count', fn) });
    new CfnOutput(stack, 'Url', { value: api.url ?? '' });
  },
  calls: [
    { request: 'GET /', expected: { status: 200, body: { page: '/', visits: 1 } } },
    { request: 'POST /any/where?x=1', body: 'x', expected: { status: 200, body: { page: '/any/where', visits: 1 } } },
    { request: 'DELETE /any/where', expected: { status: 200, body: { page: '/any/where', visits: 2 } } },
  ],
};

/** @see https://github.com/Sathiya3012/serverlessTest deploy/cdk/lib/lambdaTest-stack.ts */
const rootAlone: Sample = {
  name: 'one method of the root',
  build(stack) {
    new HttpApi(stack, 'dev-root').addRoutes({ path: '/', methods: [HttpMethod.GET], integration: new HttpLambdaIntegration('Root', naming(stack, 'Hello')) });
  },
  calls: [
    { request: 'GET /', expected: { status: 200, body: { by: 'Hello', routeKey: 'GET /' } } },
    { request: 'POST /', expected: { status: 404, body: '{"message":"Not Found"}' } },
    { request: 'GET /more', expected: { status: 404, body: '{"message":"Not Found"}' } },
  ],
};

/** @see https://github.com/aws/aws-cdk packages/@aws-cdk-testing/framework-integ/test/aws-apigatewayv2-integrations/test/http/integ.add-subroute-integration.ts */
const importedFunctions: Sample = {
  name: 'functions that are referred to by ARN and by name, below and beside each other',
  build(stack) {
    const api = new HttpApi(stack, 'Api');
    const [own, second] = [naming(stack, 'own-function'), naming(stack, 'second-function')];
    naming(stack, 'third-function', { functionName: 'the-third' });
    const integrations = {
      first: new HttpLambdaIntegration('First', own),
      second: new HttpLambdaIntegration('Referred', Function.fromFunctionAttributes(stack, 'ByArn', { functionArn: second.functionArn, sameEnvironment: true })),
      third: new HttpLambdaIntegration('Referred', Function.fromFunctionName(stack, 'ByName', 'the-third')),
    };
    for (const [path, integration] of Object.entries(integrations)) {
      for (const below of ['', '/below']) api.addRoutes({ path: `/${path}${below}`, methods: [HttpMethod.GET], integration });
    }
  },
  calls: [
    ...[['first', 'own'], ['second', 'second'], ['third', 'third']].flatMap(([path, by]) => ['', '/below'].map((below) => (
      { request: `GET /${path}${below}`, expected: { status: 200, body: { by: `${by}-function`, routeKey: `GET /${path}${below}` } } }
    ))),
    { request: 'GET /first/below/more', expected: { status: 404 } },
  ],
};

/** @see https://github.com/aws/aws-cdk packages/@aws-cdk-testing/framework-integ/test/aws-apigatewayv2-integrations/test/http/integ.lambda-permission-consolidation.ts */
const manyRoutesOnePermission: Sample = {
  name: 'routes of their own with one permission for all',
  build(stack) {
    const [httpApi, handler] = [new HttpApi(stack, 'Api'), naming(stack, 'Handler')];
    for (let index = 1; index <= 10; index++) {
      const integration = new HttpLambdaIntegration(`Integration${index}`, handler, { scopePermissionToRoute: false });
      new HttpRoute(stack, `Route${index}`, { httpApi, integration, routeKey: HttpRouteKey.with(`/path${index}`, HttpMethod.GET) });
    }
  },
  calls: [
    ...Array.from({ length: 10 }, (_, index) => ({ request: `GET /path${index + 1}`, expected: { status: 200, body: { rawPath: `/path${index + 1}`, routeKey: `GET /path${index + 1}` } } })),
    { request: 'GET /path11', expected: { status: 404 } },
  ],
};

/** @see https://github.com/aws/aws-cdk packages/@aws-cdk-testing/framework-integ/test/aws-apigatewayv2/test/http/integ.api-import-routes.ts */
const routesOfAnotherStack: Sample = {
  name: 'routes that another stack adds to an imported API',
  build(stack, app) {
    const api = new HttpApi(stack, 'Shared', { apiName: 'shared' });
    new CfnOutput(stack, 'SharedId', { value: api.apiId, exportName: 'shared-api-id' });
    const pets = new Stack(app, 'Pets', { env: { account: stack.account, region: stack.region } });
    pets.addDependency(stack);
    const imported = HttpApi.fromHttpApiAttributes(pets, 'Imported', { httpApiId: Fn.importValue('shared-api-id') });
    const handler = inline(pets, 'Handler', 'async ({ requestContext, body }) => ({ statusCode: requestContext.http.method === "POST" ? 201 : 200, body: JSON.stringify({ body }) })');
    for (const [id, method] of [['List', HttpMethod.GET], ['Create', HttpMethod.POST]] as const) {
      new HttpRoute(pets, id, { httpApi: imported, routeKey: HttpRouteKey.with('/pets', method), integration: new HttpLambdaIntegration(`${id}Pets`, handler) });
    }
  },
  calls: [
    { request: 'GET /pets', expected: { status: 200, body: {} } },
    { request: 'POST /pets', body: 'rex', headers: { 'content-type': 'text/plain' }, expected: { status: 201, body: { body: 'rex' } } },
    { request: 'PUT /pets', expected: { status: 404 } },
  ],
};

export const FUNCTION_SAMPLES: readonly Sample[] = [countedVisits, rootAlone, importedFunctions, manyRoutesOnePermission, routesOfAnotherStack];
