import { Token, Tokenization } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { MockResponse } from '../mock-response';

/** An answer in the form that a mock integration takes: header values are mapping expressions. */
export interface MockAnswer {
  readonly statusCode: string;
  readonly headers: { [name: string]: string };
  readonly template: string;
}

/** A mock integration that always gives the same answer, with the method responses that declare it. */
export function mockIntegration(answer: MockAnswer): { integration: apigateway.Integration; methodResponses: apigateway.MethodResponse[] } {
  const parameters = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [`method.response.header.${name}`, value]));
  return {
    integration: new apigateway.MockIntegration({
      // Without this a binary media type of */* turns the template into bytes, and the mock answers 500.
      contentHandling: apigateway.ContentHandling.CONVERT_TO_TEXT,
      passthroughBehavior: apigateway.PassthroughBehavior.WHEN_NO_TEMPLATES,
      requestTemplates: { 'application/json': '{ "statusCode": 200 }' },
      integrationResponses: [{
        statusCode: answer.statusCode,
        responseParameters: parameters,
        responseTemplates: { 'application/json': answer.template },
      }],
    }),
    methodResponses: [{
      statusCode: answer.statusCode,
      responseParameters: Object.fromEntries(Object.keys(parameters).map((name) => [name, true])),
    }],
  };
}

/** A fixed response as a mock integration gives it. */
export function answerOf(response: MockResponse): MockAnswer {
  const headers = Object.fromEntries(Object.entries(response.headers ?? {}).map(([name, value]) => [name, `'${value}'`]));
  return { statusCode: Tokenization.stringifyNumber(response.statusCode ?? 200), headers, template: templateOf(response.body) };
}

/** @throws when API Gateway could not give the response. */
export function checkMockResponse(route: string, response: MockResponse): void {
  const { statusCode, headers = {} } = response;
  if (statusCode !== undefined && !Token.isUnresolved(statusCode) && !(Number.isInteger(statusCode) && statusCode >= 100 && statusCode <= 599)) {
    throw new Error(`mockResponse of route ${route} has statusCode ${JSON.stringify(statusCode)}; expected a whole number from 100 to 599`);
  }
  if (hasToken(response.body)) {
    throw new Error(`mockResponse of route ${route} has a body with a value that is known only at deployment, which the template language could read as its own; give literal values, or answer with a function`);
  }
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[A-Za-z0-9-]+$/.test(name)) throw new Error(`mockResponse of route ${route} has the header name ${JSON.stringify(name)}; expected letters, digits and -`);
    if (Token.isUnresolved(value)) continue;
    if (/['\r\n]/.test(value)) throw new Error(`mockResponse of route ${route} has the header ${name}: ${JSON.stringify(value)}; API Gateway can't write single quotes or line breaks in a fixed header, leave them out`);
  }
}

/** Whether something in it is known only at deployment; it could not be escaped for the template language. */
function hasToken(value: unknown): boolean {
  if (Token.isUnresolved(value)) return true;
  return typeof value === 'object' && value !== null && Object.entries(value).flat().some(hasToken);
}

/** JSON that the template engine copies as it is: `$` and `#` would be read as its own, and JSON can spell both differently. */
function templateOf(body: unknown): string {
  if (body === undefined) return '';
  return JSON.stringify(body).replace(/[$#]/g, (character) => (character === '$' ? '\\u0024' : '\\u0023'));
}
