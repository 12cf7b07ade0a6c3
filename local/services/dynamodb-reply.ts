import { JsonObject } from '../json';

/** What a DynamoDB endpoint sends back. */
export interface DynamoDbReply {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string | number>;
  readonly body: string;
}

/** An error in the form that every AWS SDK understands. @param type name of the exception, for example `ValidationException` */
export function errorReply(status: number, type: string, message: string): DynamoDbReply {
  return {
    status,
    headers: new Map([['content-type', 'application/x-amz-json-1.0']]),
    body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message }),
  };
}

/** A refusal by a DynamoDB endpoint. */
export class DynamoDbError extends Error {
  /** Name of the exception without namespace, for example `ResourceInUseException`. */
  public readonly type: string;

  public constructor(type: string, message: string) {
    super(message);
    this.name = 'DynamoDbError';
    this.type = type;
  }
}

/** @throws DynamoDbError when the reply is a refusal, or not from DynamoDB at all */
export function outputOf(status: number, body: string): JsonObject {
  let parsed: JsonObject;
  try {
    parsed = JSON.parse(body) as JsonObject;
  } catch {
    throw new DynamoDbError('UnreadableReply', `the endpoint answered ${status} with what is not JSON: ${JSON.stringify(body.slice(0, 200))}`);
  }
  if (status === 200) return parsed;
  const type = String(parsed.__type ?? 'UnknownError').replace(/^.*#/, '');
  throw new DynamoDbError(type, String(parsed.message ?? parsed.Message ?? type));
}
