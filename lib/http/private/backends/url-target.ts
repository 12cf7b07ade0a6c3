import { Token } from 'aws-cdk-lib';
import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type { BackendTarget, HttpBackendScope } from './backend-scope';
import { checkOptions, checkTls } from './check-options';
import { sharedIntegration } from './shared-integration';
import { nameOfText, withoutTokens } from './tokens';
import type { HttpUrlOptions } from '../../http-backend-options';

/** A public URL. */
export class UrlTarget implements BackendTarget {
  private readonly what: string;
  private readonly pathParameters: readonly string[];

  public constructor(private readonly url: string, private readonly options: HttpUrlOptions) {
    this.what = `HttpBackend.url(${JSON.stringify(Token.isUnresolved(url) ? withoutTokens(url) : url) ?? 'undefined'})`;
    checkOptions(this.what, options);
    this.pathParameters = checkUrl(this.what, url, options);
  }

  public bind(scope: HttpBackendScope): apigwv2.HttpRouteIntegration {
    const { url, what, options } = this;
    const { method = apigwv2.HttpMethod.ANY } = options;
    return sharedIntegration(scope, {
      kind: 'Url',
      target: nameOfText(url, scope.scope),
      options,
      variation: method === apigwv2.HttpMethod.ANY ? {} : { method },
      pathParameters: { [what]: this.pathParameters, [`requestMapping of ${what}`]: options.requestMapping?._pathParameters ?? [] },
      plainHttpReason: options.plainHttpReason,
      configure: () => ({
        type: apigwv2.HttpIntegrationType.HTTP_PROXY,
        uri: url,
        method,
        payloadFormatVersion: apigwv2.PayloadFormatVersion.VERSION_1_0,
      }),
    });
  }
}

/** @returns the path parameters that the URL is made of. */
function checkUrl(what: string, url: string, options: HttpUrlOptions): string[] {
  const fail = (fix: string): never => {
    throw new Error(`${what}: ${fix}`);
  };
  if (typeof url !== 'string') fail('expected a URL, like "https://api.example.com/orders/{id}"');
  const known = withoutTokens(url).replace(/\$\{stageVariables\.\w+\}/g, 'x');
  const expression = /\$\{[^}]*\}?/.exec(known)?.[0];
  if (expression !== undefined) fail(`"${expression}" is not replaced in a URL; it takes path parameters as "{id}" and stage variables as "\${stageVariables.name}"`);
  const greedy = /\{([^{}+]*)\+\}/.exec(known);
  if (greedy) fail(`write the parameter "${greedy[0]}" as "{${greedy[1]}}"; "+" belongs into the route key`);
  const host = /^(?:https?:\/\/)?[^/?#]*/i.exec(known)?.[0] ?? '';
  if (host.includes('{')) fail('a path parameter in the host would let callers choose who gets their requests and tokens; parameters stand behind the first "/", and a stage variable may choose the host');
  const names = [...known.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
  const filled = known.replace(/\{[A-Za-z0-9:._$-]+\}/g, 'x');
  const schemeless = Token.isUnresolved(url) && !/^https?:/.test(known);
  const parsed = schemeless ? filled.replace(/^x*/, 'https://x') : filled;
  if (/[\s{}]/.test(parsed) || !URL.canParse(parsed)) fail('expected a URL, like "https://api.example.com/orders/{id}"');
  const { protocol, username, password, hash } = new URL(parsed);
  if (protocol !== 'https:' && protocol !== 'http:') fail(`API Gateway speaks https and http, not ${protocol.slice(0, -1)}`);
  if (username !== '' || password !== '') fail('a password in a URL is readable in the template; send it as a header, from a stage variable or an authorizer');
  if (hash !== '') fail('a URL that is called has no fragment; leave out what follows "#"');
  checkTls(what, protocol === 'https:', options, 'use https');
  return names;
}
