import { addHeader, FunctionValue, MalformedResponse, readBody, readStatus, typed, wrongType } from './function-response';
import { isObject, Json, parseJson } from '../../../json';
import { GatewayReply } from '../../message/reply';

/**
 * Turns what a function returned into a reply, payload 1.0: an object with `statusCode`. A header that is in both maps is sent with all its values.
 *
 * @see https://github.com/aws/aws-lambda-dotnet Tools/LambdaTestTool-v2/tests, snapshot V1_CombinesSingleAndMultiValueHeadersHttpV1
 */
export function readResponseV1(result: FunctionValue): GatewayReply | MalformedResponse {
  const value = result.value ?? parseJson(result.payload);
  if (!isObject(value)) {
    return { error: 'Lambda body is not a JSON object', problem: `the function returned ${result.payload.slice(0, 200)} instead of an object with statusCode, headers and body` };
  }
  const { statusCode, headers = null, multiValueHeaders = null } = value;
  const status = readStatus(statusCode);
  if (status === undefined) return wrongType('statusCode', statusCode, 'a whole number from 200 to 599');
  const body = readBody(value.body, value.isBase64Encoded);
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) return body;
  const reply: GatewayReply = { status, headers: [], body };
  const problem = addAll(reply, 'headers', headers, (one) => [one])
    ?? addAll(reply, 'multiValueHeaders', multiValueHeaders, (list) => (Array.isArray(list) ? list : undefined));
  return problem ?? typed(reply);
}

/** Values of a member; undefined when it has another type than it should. */
type ValuesOf = (value: Json) => readonly Json[] | undefined;

function addAll(reply: GatewayReply, member: string, headers: Json, valuesOf: ValuesOf): MalformedResponse | undefined {
  if (headers === null) return undefined;
  if (!isObject(headers)) return wrongType(member, headers, 'an object');
  for (const [name, given] of Object.entries(headers)) {
    if (given === null) continue;
    const values = valuesOf(given);
    if (values === undefined) return wrongType(member, given, `a list of texts for ${JSON.stringify(name)}`);
    for (const value of values) {
      const problem = addHeader(reply, member, name, value);
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
}
