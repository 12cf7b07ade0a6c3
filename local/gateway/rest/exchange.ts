import { CompiledRestApi, CompiledRestRoute, CompiledRestStage } from './compiled-rest-api';
import { contextVariable } from './context-variables';
import { RestGatewayDependencies } from './dependencies';
import { GatewayFailure } from './gateway-failure';
import { isConsumed } from './message/request-headers';
import { AuthorizerTrace } from '../../authorization/authorizers/authorizer';
import { IamIdentity } from '../../authorization/signature-verifier';
import { Json, JsonObject, parseJson } from '../../json';
import { MappingScope } from '../../mapping/mapping-scope';
import { IntegrationCall } from '../backends/integration-call';
import { IdSource } from '../message/ids';
import { GatewayReply } from '../message/reply';
import { GatewayRequest } from '../message/request';
import { traceIdOf } from '../message/trace-id';

const NO_PARAMETERS: ReadonlyMap<string, string> = new Map();

/** One request on its way through the pipeline, and everything that became of it so far. */
export class Exchange implements MappingScope {
  public readonly requestId: string;
  public readonly extendedRequestId: string;
  /** Value of `X-Amzn-Trace-Id` for everything behind the gateway: the caller's if it has a root. */
  public readonly traceId: string;
  public stage: CompiledRestStage | undefined = undefined;
  public route: CompiledRestRoute | undefined = undefined;
  public pathParameters = NO_PARAMETERS;
  public identity: IamIdentity | undefined = undefined;
  /** `requestContext.authorizer`. */
  public authorizer: JsonObject | undefined = undefined;
  public authorizerTrace: AuthorizerTrace | undefined = undefined;
  /** API key that an authorizer named. */
  public usageIdentifierKey: string | undefined = undefined;
  public apiKey: string | undefined = undefined;
  public apiKeyId: string | undefined = undefined;
  public call: IntegrationCall | undefined = undefined;
  public failure: GatewayFailure | undefined = undefined;
  public reply: GatewayReply | undefined = undefined;
  private bodyText: string | undefined = undefined;

  public constructor(
    public readonly api: CompiledRestApi,
    public readonly stageName: string,
    public readonly request: GatewayRequest,
    public readonly dependencies: RestGatewayDependencies,
    ids: IdSource,
  ) {
    this.requestId = ids.requestId();
    this.extendedRequestId = ids.extendedRequestId();
    this.traceId = traceIdOf(this.firstHeader('x-amzn-trace-id'), request.receivedAt, ids);
  }

  /** The whole path as the caller wrote it. */
  public get stagePath(): string {
    return `/${this.stageName}${this.request.rawPath}`;
  }

  /** The last value of a header, also of those that end at the gateway. */
  public firstHeader(lowerCaseName: string): string | undefined {
    return this.request.headers.get(lowerCaseName)?.values.at(-1);
  }

  /** The caller's body as text. */
  public get text(): string {
    this.bodyText ??= this.request.body.toString('utf8');
    return this.bodyText;
  }

  public context(name: string): Json | undefined {
    return contextVariable(this, name);
  }

  public stageVariable(name: string): string | undefined {
    return this.stage?.model.variables.get(name);
  }

  public header(name: string): readonly string[] | undefined {
    const lower = name.toLowerCase();
    return isConsumed(lower) ? undefined : this.request.headers.get(lower)?.values;
  }

  public queryParameter(name: string): readonly string[] | undefined {
    return this.request.query.get(name);
  }

  public pathParameter(name: string): string | undefined {
    return this.pathParameters.get(name);
  }

  public responseHeader(): undefined {
    return undefined;
  }

  public payload(): string {
    return this.text === '' ? '{}' : this.text;
  }

  public payloadJson(): Json | undefined {
    return parseJson(this.payload());
  }
}
