import type { Construct } from 'constructs';
import { newFunction, newStack, pager, propertiesOf } from '../fixture';
import { HttpJwtApi, type HttpJwtApiProps, JwtIssuer } from 'cdk-apigateway-patterns';

export const users = JwtIssuer.auth0({ domain: 'example.eu.auth0.com', audience: ['https://api.example.com'] });
export const partners = JwtIssuer.oidc({ issuerUrl: 'https://partners.example.com', audience: ['orders'] });

/** An API with one function and one route, and whatever a test is about. */
export function newHttpApi(props: Partial<HttpJwtApiProps> = {}, stack = newStack(), id = 'Api'): HttpJwtApi {
  return new HttpJwtApi(stack, id, {
    issuer: users,
    handler: newFunction(stack, `${id}Handler`),
    routes: { 'GET /orders': {} },
    alarms: { actions: [pager] },
    ...props,
  });
}

/** Properties of the routes in the template, by key. */
export function routesOf(construct: Construct): Record<string, Record<string, unknown>> {
  return Object.fromEntries(propertiesOf(construct, 'AWS::ApiGatewayV2::Route').map((properties) => [String(properties.RouteKey), properties]));
}

/** Properties of the authorizers in the template, by name. */
export function authorizersOf(construct: Construct): Record<string, Record<string, unknown>> {
  return Object.fromEntries(propertiesOf(construct, 'AWS::ApiGatewayV2::Authorizer').map((properties) => [String(properties.Name), properties]));
}
