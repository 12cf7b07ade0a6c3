import { addHeader, FunctionValue, MalformedResponse, readBody, readStatus, typed, wrongType } from './function-response';
import { isObject, Json, parseJson } from '../../../json';
import { GatewayReply } from '../../message/reply';

/**
 * Turns what a function returned into a reply, payload 2.0. An object with `statusCode` is a response; anything else is the body of one with status 200 and type
 * `application/json`, a text without its quotes.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.response
 * @see https://github.com/aws/aws-lambda-dotnet Tools/LambdaTestTool-v2/tests/Amazon.Lambda.TestTool.IntegrationTests/InvokeResponseExtensionsIntegrationTests.cs
 */
export function readResponseV2(result: FunctionValue): GatewayReply | MalformedResponse {
  const value = result.value ?? parseJson(result.payload);
  if (!isObject(value) || !Object.hasOwn(value, 'statusCode')) {
    return { status: 200, headers: ['Content-Type', 'application/json'], body: typeof value === 'string' ? value : result.payload };
  }
  const { statusCode, headers = null, cookies = null } = value;
  const status = readStatus(statusCode);
  if (status === undefined) return wrongType('statusCode', statusCode, 'a whole number from 200 to 599');
  const body = readBody(value.body, value.isBase64Encoded);
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) return body;
  const reply: GatewayReply = { status, headers: [], body };
  const problem = addHeaders(reply, headers) ?? addCookies(reply, cookies);
  return problem ?? typed(reply);
}

function addHeaders(reply: GatewayReply, headers: Json): MalformedResponse | undefined {
  if (headers === null) return undefined;
  if (!isObject(headers)) return wrongType('headers', headers, 'an object of texts');
  for (const name in headers) {
    const problem = addHeader(reply, 'headers', name, headers[name] ?? null);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function addCookies(reply: GatewayReply, cookies: Json): MalformedResponse | undefined {
  if (cookies === null) return undefined;
  if (!Array.isArray(cookies)) return wrongType('cookies', cookies, 'a list of texts');
  for (const cookie of cookies) {
    const problem = typeof cookie === 'string' ? addHeader(reply, 'cookies', 'Set-Cookie', cookie) : wrongType('cookies', cookie, 'texts');
    if (problem !== undefined) return problem;
  }
  return undefined;
}
