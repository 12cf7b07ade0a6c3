import { HttpApi, HttpRoute } from '../../../../local/model/http-api';
import { first, modelOf } from '../temporary-model';

type Resources = Readonly<Record<string, unknown>>;

/** A resource of the API `Api`. */
export const part = (type: string, properties: object = {}): object => ({ Type: `AWS::ApiGatewayV2::${type}`, Properties: { ApiId: { Ref: 'Api' }, ...properties } });

export const api = (properties: object = {}): object => ({ Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'profile', ProtocolType: 'HTTP', ...properties } });

export const target = (logicalId: string): object => ({ 'Fn::Join': ['', ['integrations/', { Ref: logicalId }]] });

export const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:000000000000:function:profile';

/** `GET /me` of a function, on the stage `$default`. */
export const profileApi: Resources = {
  Api: api(),
  Backend: part('Integration', { IntegrationType: 'AWS_PROXY', IntegrationUri: FUNCTION_ARN, PayloadFormatVersion: '2.0' }),
  Me: part('Route', { RouteKey: 'GET /me', Target: target('Backend') }),
  Stage: part('Stage', { StageName: '$default', AutoDeploy: true }),
};

/** The one HTTP API of a template, and what is named as not served. */
export async function httpApiOf(resources: Resources): Promise<{ api: HttpApi; lines: string[] }> {
  const { httpApis, notServed } = await modelOf(resources);
  return { api: first(httpApis), lines: notServed.map(({ logicalId, detail }) => `${logicalId}: ${detail}`) };
}

export function routeOf({ routes }: HttpApi, routeKey: string): HttpRoute {
  const route = routes.find((one) => one.routeKey === routeKey);
  if (!route) throw new Error(`no route ${routeKey} among ${routes.map((one) => one.routeKey).join(', ')}`);
  return route;
}
