import { CompiledHttpApi, CompiledHttpRoute, CompiledHttpStage } from './compiled-http-api';
import { contextVariable } from './context-variables';
import { HttpGatewayDependencies } from './dependencies';
import { HttpFailure } from './http-failure';
import { HttpRequest } from './message/http-request';
import { HttpAuthorizerAnswer, HttpCaller } from '../../authorization/http/http-authorizer-call';
import { Json, parseJson } from '../../json';
import { MappingScope } from '../../mapping/mapping-scope';
import { HttpDomain } from '../../model/http-api';
import { IntegrationCall } from '../backends/integration-call';
import { IdSource } from '../message/ids';
import { GatewayReply } from '../message/reply';
import { traceIdOf } from '../message/trace-id';

const NO_PARAMETERS: ReadonlyMap<string, string> = new Map();

/** One request on its way through the pipeline, and everything that became of it so far. */
export class HttpExchange implements MappingScope {
  /** `Apigw-Requestid`. */
  public readonly requestId: string;
  public stage: CompiledHttpStage | undefined = undefined;
  public domain: HttpDomain | undefined = undefined;
  /** Percent-encoded path behind stage or base path. */
  public rawPath = '/';
  /** The same decoded: what routes are matched against. */
  public routePath = '/';
  public route: CompiledHttpRoute | undefined = undefined;
  public pathParameters = NO_PARAMETERS;
  public caller: HttpCaller | undefined = undefined;
  public authorizerTrace: HttpAuthorizerAnswer['trace'] = undefined;
  public call: IntegrationCall | undefined = undefined;
  public failure: HttpFailure | undefined = undefined;
  public reply: GatewayReply | undefined = undefined;
  private trace: string | undefined = undefined;
  private bodyText: string | undefined = undefined;

  public constructor(
    public readonly api: CompiledHttpApi,
    public readonly request: HttpRequest,
    public readonly dependencies: HttpGatewayDependencies,
    public readonly ids: IdSource,
  ) {
    this.requestId = ids.apigwRequestId();
  }

  /** Value of `X-Amzn-Trace-Id` for everything behind the gateway: the caller's if it has a root. */
  public get traceId(): string {
    return this.trace ??= traceIdOf(this.request.header('x-amzn-trace-id'), this.request.receivedAt, this.ids);
  }

  /** The caller's body as text. */
  public get text(): string {
    return this.bodyText ??= this.request.body.toString('utf8');
  }

  public context(name: string): Json | undefined {
    return contextVariable(this, name);
  }

  public stageVariable(name: string): string | undefined {
    return this.stage?.model.variables.get(name);
  }

  public header(name: string): readonly string[] | undefined {
    return this.request.headers.get(name.toLowerCase())?.values;
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
    return this.text;
  }

  public payloadJson(): Json | undefined {
    return parseJson(this.text);
  }
}
