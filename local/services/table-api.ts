import { JsonObject } from '../json';

/** Operations on the tables of one DynamoDB endpoint and region, in DynamoDB's JSON. */
export interface TableApi {
  /**
   * @param operation for example `CreateTable`
   * @throws DynamoDbError when DynamoDB refuses
   */
  call(operation: string, input: JsonObject): Promise<JsonObject>;
}
