import type { IStagedApi } from '../common/api/staged-api';

/** A REST API with usage plans, of this app or imported. */
export interface IRestApiWithUsagePlans extends IStagedApi {
  /** Id of the REST API. */
  readonly restApiId: string;
  /** Name of the API, by which its metrics are found. */
  readonly apiName: string;
}

/** What is needed to refer to an API of another app. */
export interface RestApiWithUsagePlansAttributes {
  /** Id of the REST API. */
  readonly restApiId: string;
  /** Name of the API, by which its metrics are found. */
  readonly apiName: string;
  /**
   * Name of the stage.
   *
   * @default 'prod'
   */
  readonly stageName?: string;
}
