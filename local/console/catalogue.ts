import { NotServed } from '../model/model';

/** What is served right now, as data: the page, the banner and `/apis.json` show it. */
export interface Catalogue {
  /** Address of the console. */
  readonly console: string;
  readonly apis: readonly CatalogueApi[];
  /** Roles and users of the templates that may call an API, and the keys to sign with as one of them. */
  readonly callers: readonly CatalogueCaller[];
  /** Absent: no API takes tokens of the local issuer. */
  readonly issuer?: CatalogueIssuer;
  /** Where AWS SDKs read metrics, alarms and logs; absent: they are not kept. */
  readonly monitoring?: string;
  readonly notServed: readonly NotServed[];
}

export interface CatalogueApi {
  readonly stack: string;
  readonly logicalId: string;
  readonly apiId: string;
  readonly type: 'REST' | 'HTTP';
  readonly name: string;
  /** Path of the construct, `Shop/Orders/Api/Resource`; absent when the template doesn't say. */
  readonly constructPath?: string;
  /** What requests to routes with IAM authorization may be signed with; absent: no route has it. */
  readonly credentials?: CatalogueCredentials;
  readonly stages: readonly CatalogueStage[];
}

/** A pair of keys that is good here and nowhere else. */
export interface CatalogueCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A role or a user of a template. */
export interface CatalogueCaller extends CatalogueCredentials {
  readonly kind: 'role' | 'user';
  readonly stack: string;
  readonly logicalId: string;
  readonly name: string;
}

/** The local issuer: `apigateway-local token` makes its tokens. */
export interface CatalogueIssuer {
  /** Address of its discovery document and keys. */
  readonly url: string;
  /** Issuers whose place it takes. */
  readonly standsInFor: readonly string[];
}

export interface CatalogueStage {
  readonly name: string;
  /** Address of the stage, without a slash at the end. */
  readonly url: string;
  /** What callers must send as `Host`: the API answers under its custom domain only. Absent: any. */
  readonly host?: string;
  /** What CloudFront adds to requests, which then is up to whoever calls the stage here. Absent: nothing. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Custom domains with their paths that lead to the stage for who sends them as `Host`: `api.example.com/v1`. Absent: none. */
  readonly domains?: readonly string[];
  readonly routes: readonly CatalogueRoute[];
  readonly tiers: readonly CatalogueTier[];
}

export interface CatalogueRoute {
  /** `GET` ... or `ANY`. */
  readonly method: string;
  /** Of the route that takes what no other does `$default`. */
  readonly path: string;
  /** What a caller must bring, in words: `none`, `API key`, `IAM signature`, `API key and IAM signature`, ... */
  readonly needs: string;
  /** What answers: `lambda CreateOrder`, `mock`, `http https://...`. */
  readonly target: string;
  /** One command that calls the route; can be pasted into a POSIX shell. */
  readonly curl: string;
}

/** A usage plan as far as it covers the stage. */
export interface CatalogueTier {
  readonly name: string;
  /** `2 requests a second, burst 5`; absent: not throttled by the plan. */
  readonly throttle?: string;
  /** `1000 requests a day`; absent: unlimited. */
  readonly quota?: string;
  readonly keys: readonly CatalogueKey[];
}

export interface CatalogueKey {
  readonly name: string;
  readonly customerId?: string;
  readonly value: string;
  readonly enabled: boolean;
}
