import { App, Stack, type StackProps } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { RestApiWithUsagePlans, type RestApiWithUsagePlansProps, RestAuthorization } from 'cdk-apigateway-patterns';

export const newStack = (props?: StackProps) => new Stack(new App(), 'Shop', props);

export const newFunction = (scope: Construct, id = 'Orders') => new lambda.Function(scope, id, {
  runtime: lambda.Runtime.NODEJS_22_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline('exports.handler = async () => ({ statusCode: 200 });'),
});

export const keyOnly = RestAuthorization.apiKeyOnly('customers call from servers');
/** Tells someone, who is not part of the template. */
export const pager: cloudwatch.IAlarmAction = { bind: () => ({ alarmActionArn: 'arn:aws:sns:us-east-1:123456789012:pager' }) };

export const basic = { throttle: { rateLimit: 10, burstLimit: 20 } };

/** An API with one mock route and one plan, and whatever a test is about. */
export function newApi(props: Partial<RestApiWithUsagePlansProps> = {}, stack = newStack(), id = 'Api'): RestApiWithUsagePlans {
  return new RestApiWithUsagePlans(stack, id, {
    authorization: keyOnly,
    plans: { basic },
    routes: { 'GET /orders': { mockResponse: { body: [] } } },
    alarms: { actions: [pager] },
    ...props,
  });
}

export const templateOf = (construct: Construct) => Template.fromStack(Stack.of(construct));

export interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly [attribute: string]: unknown;
}

export function resourcesOf(construct: Construct, type?: string): Record<string, Resource> {
  const { Resources } = templateOf(construct).toJSON() as { Resources: Record<string, Resource> };
  return Object.fromEntries(Object.entries(Resources).filter(([, resource]) => type === undefined || resource.Type === type));
}

export const propertiesOf = (construct: Construct, type: string) => Object.values(resourcesOf(construct, type)).map(({ Properties }) => Properties);

/** Ids of the warnings that a stack gives. */
export function warningsOf(construct: Construct): string[] {
  return Annotations.fromStack(Stack.of(construct)).findWarning('*', Match.anyValue())
    .map(({ entry }) => /\[ack: ([^\]]+)\]/.exec(String(entry.data))?.[1] ?? String(entry.data))
    .filter((id) => id.startsWith('cdk-apigateway-patterns:'));
}
