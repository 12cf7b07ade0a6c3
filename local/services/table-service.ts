import { TableModel } from '../model/tables/table';

/** The DynamoDB endpoint that functions of the template talk to. */
export interface TableService {
  /** For example `http://127.0.0.1:49213`. */
  readonly endpoint: string;
  /** Creates the tables that are new and keeps those that exist with their items; tables that are gone are dropped. */
  apply(tables: readonly TableModel[]): Promise<void>;
  close(): Promise<void>;
}
