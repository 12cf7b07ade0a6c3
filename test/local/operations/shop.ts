import { App, Duration, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { QuotaPeriod, RestApiWithUsagePlans, RestAuthorization } from 'cdk-apigateway-patterns';

/** Waits as long and answers with the status that the caller asks for. */
const ORDERS = `exports.handler = async ({ queryStringParameters }) => {
  const { status = '200', wait } = queryStringParameters ?? {};
  if (wait) await (await fetch(process.env.DEPENDENCY + '/' + wait)).text();
  return { statusCode: Number(status), body: '{}' };
};`;

/** Takes the first word of a token as its orders: `allow`, `deny`, `wait` a number of milliseconds, anything else breaks it. */
const AUTHORIZER = `exports.handler = async ({ authorizationToken, methodArn }) => {
  const [order, milliseconds] = authorizationToken.split(' ');
  if (order === 'wait') await (await fetch(process.env.DEPENDENCY + '/' + milliseconds)).text();
  else if (order !== 'allow' && order !== 'deny') throw new Error('the directory of users can not be reached');
  const Effect = order === 'deny' ? 'Deny' : 'Allow';
  return { principalId: 'ann', policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource: methodArn }] } };
};`;

const plenty = { rateLimit: 10_000, burstLimit: 5_000 };

/** Writes the cdk.out of an API with the alarms that every API has, of a route with its own, and of customers with a quota. */
export function synthesizeShop(outdir: string, dependency: string): void {
  const app = new App({ outdir });
  const stack = new Stack(app, 'Shop');
  const handler = functionOf(stack, 'Orders', ORDERS, dependency);
  const authorizer = functionOf(stack, 'Guard', AUTHORIZER, dependency);
  const api = new RestApiWithUsagePlans(stack, 'Api', {
    handler,
    authorization: RestAuthorization.apiKeyOnly('customers call from servers'),
    throttle: plenty,
    plans: {
      large: { throttle: plenty },
      slow: { throttle: { rateLimit: 1, burstLimit: 5 } },
      daily: { throttle: plenty, quota: { limit: 50, period: QuotaPeriod.DAY } },
      monthly: { throttle: plenty, quota: { limit: 300, period: QuotaPeriod.MONTH } },
    },
    routes: {
      'GET /orders': {},
      'GET /reports/{id}': { alarms: {} },
      'GET /private': { authorization: RestAuthorization.customToken({ handler: authorizer, cacheTtl: Duration.seconds(0) }), apiKeyRequired: false },
    },
    alarms: { actions: [{ bind: () => ({ alarmActionArn: 'arn:aws:sns:us-east-1:123456789012:pager' }) }], quotaUsage: {} },
  });
  for (const [customer, plan] of Object.entries({ Globex: 'large', Initech: 'slow', Acme: 'daily', Umbrella: 'daily', Hooli: 'monthly' })) api.addCustomer(customer, { plan });
  app.synth();
}

function functionOf(scope: Construct, id: string, code: string, dependency: string): lambda.Function {
  return new lambda.Function(scope, id, {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline(code),
    timeout: Duration.seconds(10),
    environment: { DEPENDENCY: dependency },
  });
}
