import { CorsHttpMethod, DomainName, HttpApi, HttpMethod, HttpStage, IpAddressType } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { inline, naming, Sample } from './sample';

/** @see https://github.com/aws/aws-cdk packages/@aws-cdk-testing/framework-integ/test/aws-apigatewayv2/test/http/integ.stage.ts */
const throttledStage: Sample = {
  name: 'a stage with a throttle, deployed by itself or never',
  build(stack) {
    const build = (id: string, autoDeploy?: boolean): void => {
      const httpApi = new HttpApi(stack, id, { createDefaultStage: false, defaultIntegration: new HttpLambdaIntegration(id, naming(stack, `${id}Function`)) });
      new HttpStage(stack, `${id}Stage`, { httpApi, autoDeploy, throttle: { rateLimit: 1, burstLimit: 2 } });
    };
    build('Live', true);
    build('Never');
  },
  calls: [
    { api: 'Live', request: 'GET /', expected: { status: 200, body: { by: 'LiveFunction' } } },
    { api: 'Live', request: 'GET /', expected: { status: 200 } },
    { api: 'Live', request: 'GET /', expected: { status: 429, body: '{"message":"Too Many Requests"}' } },
    { api: 'Never', request: 'GET /', expected: { status: 404, body: '{"message":"Not Found"}' } },
  ],
};

/** @see https://github.com/aws/aws-cdk packages/@aws-cdk-testing/framework-integ/test/aws-apigatewayv2/test/http/integ.api-domain-name.ts */
const customDomain: Sample = {
  name: 'a custom domain for the default stage',
  build(stack) {
    const certificate = Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:us-east-1:123456789012:certificate/c');
    const domainName = new DomainName(stack, 'Domain', { domainName: 'api.example.com', certificate, ipAddressType: IpAddressType.DUAL_STACK });
    const api = new HttpApi(stack, 'Api', { routeSelectionExpression: true, defaultDomainMapping: { domainName } });
    api.addRoutes({ path: '/hello', methods: [HttpMethod.GET], integration: new HttpLambdaIntegration('Hello', naming(stack, 'Hello')) });
  },
  calls: [
    { host: 'api.example.com', request: 'GET /hello', expected: { status: 200, body: { by: 'Hello', rawPath: '/hello' } } },
    { request: 'GET /hello', expected: { status: 200 } },
  ],
};

/** @see https://github.com/bobbyhadz/aws-cdk-http-api-apigateway-v2-cors lib/cdk-starter-stack.ts */
const oneOrigin: Sample = {
  name: 'CORS for one origin, with credentials',
  build(stack) {
    const api = new HttpApi(stack, 'cors-api', {
      description: 'Pages of one origin may call it',
      corsPreflight: {
        allowHeaders: ['Content-Type', 'X-Amz-Date', 'Authorization', 'X-Api-Key'],
        allowMethods: [CorsHttpMethod.OPTIONS, CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PUT, CorsHttpMethod.DELETE],
        allowCredentials: true,
        allowOrigins: ['http://localhost:3000'],
      },
    });
    api.addRoutes({ path: '/todos', methods: [HttpMethod.GET], integration: new HttpLambdaIntegration('Todos', naming(stack, 'Todos')) });
    api.addRoutes({ path: '/todos/{id}', methods: [HttpMethod.DELETE], integration: new HttpLambdaIntegration('Todo', naming(stack, 'Todo')) });
  },
  calls: [
    {
      request: 'OPTIONS /todos/1',
      headers: { 'origin': 'http://localhost:3000', 'access-control-request-method': 'DELETE', 'access-control-request-headers': 'authorization' },
      expected: { status: 204, headers: { 'access-control-allow-origin': 'http://localhost:3000', 'access-control-allow-credentials': 'true', 'access-control-allow-headers': 'Content-Type,X-Amz-Date,Authorization,X-Api-Key' } },
    },
    { request: 'OPTIONS /todos', headers: { 'origin': 'https://evil.example', 'access-control-request-method': 'GET' }, expected: { status: 204, headers: { 'access-control-allow-origin': undefined } } },
    { request: 'GET /todos', headers: { origin: 'http://localhost:3000' }, expected: { status: 200, body: { by: 'Todos' }, headers: { 'access-control-allow-origin': 'http://localhost:3000' } } },
    { request: 'DELETE /todos/1', expected: { status: 200, body: { by: 'Todo', pathParameters: { id: '1' } }, headers: { 'access-control-allow-origin': undefined } } },
  ],
};

/** @see https://github.com/PrettySolution/driversync-infra src/stacks/api/ApiGatewayStack.ts */
const anyOrigin: Sample = {
  name: 'CORS for all, and ANY behind an authorizer that preflights meet, too',
  build(stack) {
    const api = new HttpApi(stack, 'httpApi', { disableExecuteApiEndpoint: false, corsPreflight: { allowHeaders: ['*'], allowMethods: [CorsHttpMethod.ANY], allowOrigins: ['*'] } });
    const check = inline(stack, 'Check', 'async ({ headers }) => ({ isAuthorized: headers.authorization === "driver" })');
    api.addRoutes({
      path: '/api/report',
      methods: [HttpMethod.ANY],
      integration: new HttpLambdaIntegration('Report', naming(stack, 'Report')),
      authorizer: new HttpLambdaAuthorizer('Authorizer', check, { responseTypes: [HttpLambdaResponseType.SIMPLE] }),
    });
  },
  calls: [
    {
      request: 'OPTIONS /api/report',
      headers: { 'origin': 'https://a.example', 'access-control-request-method': 'PUT' },
      expected: { status: 401, headers: { 'access-control-allow-origin': '*', 'access-control-allow-methods': '*' } },
    },
    { request: 'PUT /api/report', headers: { origin: 'https://a.example' }, expected: { status: 401, headers: { 'access-control-allow-origin': '*' } } },
    { request: 'PUT /api/report', headers: { authorization: 'driver' }, expected: { status: 200, body: { by: 'Report', routeKey: 'ANY /api/report' } } },
    { request: 'GET /api/report', headers: { authorization: 'passenger' }, expected: { status: 403 } },
  ],
};

export const STAGE_SAMPLES: readonly Sample[] = [throttledStage, customDomain, oneOrigin, anyOrigin];
