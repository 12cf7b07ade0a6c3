import { checkExpression, type MappingSide } from './mapping-expression';
import { withoutTokens } from '../backends/tokens';

/** What is done to a parameter, in API Gateway's words. */
export type MappingAction = 'append' | 'overwrite' | 'remove';

/** Headers that API Gateway keeps to itself, and beginnings of such. */
const reservedHeaders = new Set([
  'authorization', 'connection', 'content-encoding', 'content-length', 'content-location', 'forwarded', 'keep-alive', 'origin', 'proxy-authenticate',
  'proxy-authorization', 'te', 'trailers', 'transfer-encoding', 'upgrade', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto',
]);
const reservedPrefixes = ['access-control-', 'apigw-', 'x-amz-', 'x-amzn-'];

/**
 * The mappings of one direction, checked as they are added.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html#http-api-mapping-reserved-headers
 */
export class MappingActions {
  private readonly values = new Map<string, string>();
  private readonly actions = new Map<string, MappingAction>();
  private readonly readPathParameters = new Set<string>();

  public constructor(private readonly side: MappingSide) {}

  /** Names of the path parameters that values read. */
  public get pathParameters(): readonly string[] {
    return [...this.readPathParameters];
  }

  /** What values read of an authorizer, without `$context.authorizer.`: `claims.sub`. */
  public get authorizerVariables(): readonly string[] {
    return [...this.values.values()].flatMap((value) => [...value.matchAll(/\$\{?context\.authorizer\.([\w.]+)/g)].map(([, variable = '']) => variable));
  }

  public get overwritesPath(): boolean {
    return this.actions.has('path');
  }

  public header(action: MappingAction, name: string, value?: string): void {
    const known = withoutTokens(name);
    if (!/^[A-Za-z0-9!#%&'*+.^_|~-]+$/.test(known)) throw new Error(`${this.side} mapping has the header name ${JSON.stringify(name)}; expected letters, digits and -, like "x-tenant"`);
    this.checkReserved(name);
    this.add(action, `header.${name}`, `header.${name.toLowerCase()}`, value);
  }

  public queryString(action: MappingAction, name: string, value?: string): void {
    if (!/^[^\s${}&=#]+$/.test(withoutTokens(name))) throw new Error(`${this.side} mapping has the query string name ${JSON.stringify(name)}; expected a name without value, like "tenant"`);
    this.add(action, `querystring.${name}`, `querystring.${name}`, value);
  }

  public path(value: string): void {
    const known = typeof value === 'string' ? withoutTokens(value) : '';
    if (value !== '' && known === value && !/^[/$]/.test(value)) throw new Error(`path of a request mapping is ${JSON.stringify(value)}; a path begins with "/", like "/${value}"`);
    if (known.includes('?')) throw new Error(`path of a request mapping is ${JSON.stringify(value)}; a path has no query string, use overwriteQueryString()`);
    this.add('overwrite', 'path', 'path', value);
  }

  public statusCode(status: number): void {
    if (!Number.isInteger(status) || status < 200 || status > 599) {
      throw new Error(`statusCode of a response mapping is ${JSON.stringify(status)}; expected a whole number from 200 to 599`);
    }
    this.add('overwrite', 'statuscode', 'statuscode', String(status));
  }

  /** As API Gateway takes them, in the order of their keys. */
  public render(): { [key: string]: string } {
    return Object.fromEntries([...this.values].sort(([left], [right]) => (left < right ? -1 : 1)));
  }

  private add(action: MappingAction, target: string, identity: string, value?: string): void {
    const before = this.actions.get(identity);
    if (before !== undefined) throw new Error(`${this.side} mapping has ${before} and ${action} for ${JSON.stringify(target)}; give one action per parameter`);
    if (action !== 'remove') {
      const read = checkExpression(`${action} of ${JSON.stringify(target)} in a ${this.side} mapping`, value ?? '', this.side);
      for (const name of read) this.readPathParameters.add(name);
    }
    this.actions.set(identity, action);
    // An empty value would take the mapping away instead of the parameter.
    this.values.set(`${action}:${target}`, action === 'remove' ? "''" : value ?? '');
  }

  private checkReserved(name: string): void {
    const lower = name.toLowerCase();
    const prefix = reservedPrefixes.find((each) => lower.startsWith(each));
    if (prefix === undefined && !reservedHeaders.has(lower)) return;
    const which = prefix === undefined ? JSON.stringify(name) : `${JSON.stringify(name)} (${prefix}*)`;
    const fix = prefix === 'access-control-' ? 'set the headers of CORS with cors of the API' : `use a header of your own, like "x-${lower.replace(/^(x-)?(amzn?-)?/, 'backend-')}"`;
    throw new Error(`${this.side} mapping has the header ${which}, which API Gateway keeps to itself; ${fix}`);
  }
}
