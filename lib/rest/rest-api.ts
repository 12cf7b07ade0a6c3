import type { IStagedApi } from '../common/api/staged-api';

/** A REST API with usage plans, of this app or imported. */
export interface IRestApiWithUsagePlans extends IStagedApi {
  /** Name of the API, by which its metrics are found; those of HTTP APIs are found by id. */
  readonly apiName: string;
}

/** What is needed to refer to an API of another app. */
export interface RestApiWithUsagePlansAttributes {
  /** Id of the REST API. */
  readonly apiId: string;
  /** Name of the API, by which its metrics are found. */
  readonly apiName: string;
  /**
   * Name of the stage.
   *
   * @default 'prod'
   */
  readonly stageName?: string;
  /**
   * Where callers find the API, for APIs behind a domain. A slash is added at its end where there is none; a URL that is
   * a token as a whole must have one, because what it ends with is not known here.
   *
   * @default - the execute-api URL of the stage, in the region of the stack
   */
  readonly url?: string;
}
