import { JsonObject } from '../../json';

/** A DynamoDB table of the template, ready to be created. */
export interface TableModel {
  readonly stack: string;
  readonly logicalId: string;
  readonly name: string;
  readonly region: string;
  /** Input of `CreateTable`: key schema, attribute definitions, indexes, billing mode, stream specification. */
  readonly createTable: JsonObject;
  /** Attribute of the time to live; absent: off. */
  readonly timeToLiveAttribute?: string;
}
