import { Duration, Tokenization } from 'aws-cdk-lib';
import { Cors } from 'aws-cdk-lib/aws-apigateway';
import { checkCors } from '../../common/cors/check-cors';
import { HTTP_METHODS } from '../../common/private/route-key';
import type { RestCorsOptions } from '../rest-cors';
import type { MockAnswer } from './mock-integration';

/** The CORS headers of one API. Values are mapping expressions: fixed text stands in single quotes. */
export class CorsHeaders {
  /** `ANY` stands for all methods; browsers want them by name. */
  public static methodNames(methods: readonly string[]): string {
    const names = methods.includes('ANY') ? HTTP_METHODS : [...methods, 'OPTIONS'];
    return [...new Set(names)].sort().join(',');
  }

  private readonly origins: readonly string[];

  /** @throws when the options would leave the API open by accident, or would never match a browser. */
  public constructor(private readonly options: RestCorsOptions) {
    checkCors(options);
    this.origins = options.allowOrigins;
  }

  /** True when an error can't carry the origin of its request, but only the first one. */
  public get errorsKnowOnlyTheFirstOrigin(): boolean {
    return this.origins.length > 1 && this.options.allowCredentials === true;
  }

  /** What the user gave, for every path that has no preflight of its own. */
  public get allowMethods(): readonly string[] | undefined {
    return this.options.allowMethods;
  }

  /** Headers of the errors that API Gateway gives itself. */
  public get forErrors(): { [name: string]: string } {
    // Gateway responses can't choose. Without credentials any page may as well read that a request failed and its id: both are all there is.
    const origin = this.origins.length > 1 && !this.options.allowCredentials ? '*' : this.origins[0] ?? '';
    return { ...this.shared(origin), 'Access-Control-Expose-Headers': this.exposed };
  }

  /** The preflight of a path, with the methods that exist there. */
  public preflight(methodsOnPath: string): MockAnswer {
    const headers: { [name: string]: string } = {
      ...this.shared(this.origins[0] ?? ''),
      'Access-Control-Allow-Headers': quoted((this.options.allowHeaders ?? Cors.DEFAULT_HEADERS).join(',')),
      'Access-Control-Allow-Methods': quoted(this.options.allowMethods?.join(',') ?? methodsOnPath),
      'Access-Control-Max-Age': quoted(Tokenization.stringifyNumber((this.options.maxAge ?? Duration.hours(2)).toSeconds())),
    };
    return { statusCode: '204', headers, template: this.originTemplate };
  }

  /** Adds the headers to a fixed answer, which no function could label. */
  public addToAnswer(answer: MockAnswer): MockAnswer {
    return {
      ...answer,
      headers: { ...this.shared(this.origins[0] ?? ''), 'Access-Control-Expose-Headers': this.exposed, ...answer.headers },
      template: this.originTemplate + answer.template,
    };
  }

  private get exposed(): string {
    return quoted([...new Set(['x-amzn-RequestId', ...this.options.exposeHeaders ?? []])].join(','));
  }

  private shared(origin: string): { [name: string]: string } {
    return {
      'Access-Control-Allow-Origin': quoted(origin),
      ...(origin !== '*' && { Vary: quoted('Origin') }),
      ...(this.options.allowCredentials && { 'Access-Control-Allow-Credentials': quoted('true') }),
    };
  }

  /** The first origin is written as a fixed header; this puts another one in its place when the request came from there. */
  private get originTemplate(): string {
    const others = this.origins.slice(1);
    if (others.length === 0) return '';
    const matches = others.map((origin) => `$origin == "${origin}"`).join(' || ');
    return '#set($origin = $input.params().header.get("Origin"))'
      + '#if(!$origin || $origin == "")#set($origin = $input.params().header.get("origin"))#end'
      + `#if(${matches})#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)#end`;
  }
}

const quoted = (value: string) => `'${value}'`;
