import { DynamoDbReply, errorReply } from './dynamodb-reply';
import { isObject, Json } from '../json';

const served = new Set([
  'BatchGetItem', 'BatchWriteItem', 'CreateTable', 'DeleteItem', 'DeleteTable', 'DescribeTable', 'DescribeTimeToLive', 'GetItem', 'ListTables',
  'ListTagsOfResource', 'PutItem', 'Query', 'Scan', 'TagResource', 'UntagResource', 'UpdateItem', 'UpdateTable',
]);

/** Parameters that the engine would overlook although they change what the caller gets. */
const overlooked = new Map<string, (value: Json) => boolean>([
  ['ReturnValuesOnConditionCheckFailure', (value) => value !== 'NONE'],
  ['StreamSpecification', (value) => isObject(value) && value.StreamEnabled === true],
  ['GlobalTableSourceArn', () => true],
  ['ReplicaUpdates', () => true],
  ['VectorIndexes', () => true],
]);

/**
 * The answer to a request that the embedded DynamoDB would get wrong; undefined when it can be trusted with it.
 *
 * @param target value of `X-Amz-Target`
 */
export function dynamoDbGap(target: string, body: string): DynamoDbReply | undefined {
  const [api, operation = ''] = target.split('.');
  if (api === 'DynamoDBStreams_20120810') return gap('DynamoDB Streams are');
  if (api !== 'DynamoDB_20120810' || operation === '') return errorReply(400, 'UnknownOperationException', `X-Amz-Target is ${JSON.stringify(target)}, expected DynamoDB_20120810.<operation>`);
  if (!served.has(operation)) return gap(`${operation} is`);
  for (const [name, matters] of overlooked) {
    // Bodies are large and these are rare, so a body is parsed only when the name occurs in it.
    if (body.includes(`"${name}"`) && matters(parameter(body, name))) return gap(`${operation} with ${name} is`);
  }
  return undefined;
}

function gap(what: string): DynamoDbReply {
  return errorReply(400, 'UnknownOperationException',
    `${what} not served by the embedded DynamoDB of the local gateway; set AWS_ENDPOINT_URL_DYNAMODB to an engine that does, for example DynamoDB Local`);
}

function parameter(body: string, name: string): Json {
  try {
    const input: unknown = JSON.parse(body);
    return typeof input === 'object' && input !== null ? (Reflect.get(input, name) as Json | undefined) ?? 'NONE' : 'NONE';
  } catch {
    return 'NONE';
  }
}
