import { CatalogueCredentials } from './catalogue';
import { sample } from './schema-sample';
import { RestMethod } from '../model/rest-api';

export interface CurlSubject {
  /** Address of the stage. */
  readonly url: string;
  readonly path: string;
  readonly method: RestMethod;
  /** Value of a key that is in a plan of the stage; absent: the API takes keys from its authorizers. */
  readonly key?: string;
  readonly region: string;
  readonly credentials?: CatalogueCredentials;
  /** Header that the authorizer reads the token from. */
  readonly tokenHeader: string;
  /** Command that makes a token for the route; absent: none here does. */
  readonly tokenCommand?: string;
}

/** A call, whatever the kind of API. */
export interface CurlCall {
  readonly verb: string;
  /** Address with path and query. */
  readonly target: string;
  /** Values by name, as words of a shell. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body?: string;
  /** Signs the call; without credentials those of the shell. */
  readonly signature?: { readonly region: string; readonly credentials?: CatalogueCredentials };
}

/** The command of a call, in one line. */
export function curlCommand({ verb, target, headers, body, signature }: CurlCall): string {
  const words = ['curl', '-sS'];
  if (verb === 'HEAD') words.push('-I');
  else if (verb !== (body === undefined ? 'GET' : 'POST')) words.push('-X', verb);
  if (signature) {
    const { region, credentials } = signature;
    const user = credentials ? quote(`${credentials.accessKeyId}:${credentials.secretAccessKey}`) : '"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"';
    words.push('--aws-sigv4', quote(`aws:amz:${region}:execute-api`), '--user', user);
  }
  for (const word of headers.values()) words.push('-H', word);
  if (body !== undefined) words.push('--data', quote(body));
  words.push(quote(target));
  return words.join(' ');
}

/** A command that calls the route once with everything it demands: key, signature, required parameters, a body that matches the schema. */
export function curl({ url, path, method, key, region, credentials, tokenHeader, tokenCommand }: CurlSubject): string {
  const body = requestBody(method);
  const verb = method.httpMethod === 'ANY' ? (body === undefined ? 'GET' : 'POST') : method.httpMethod;
  const query = requiredParameters(method, 'querystring').map((name) => `${encodeURIComponent(name)}=example`).join('&');
  const headers = new Map<string, string>();
  const set = (name: string, value: string): unknown => headers.set(name, quote(`${name}: ${value}`));
  for (const name of requiredParameters(method, 'header')) set(name.toLowerCase(), 'example');
  if (method.apiKeyRequired && key !== undefined) set('x-api-key', key);
  if (method.authorizationType === 'CUSTOM' || method.authorizationType === 'COGNITO_USER_POOLS') {
    if (tokenCommand === undefined) set(tokenHeader, 'Bearer TOKEN');
    else headers.set(tokenHeader, `"${tokenHeader}: Bearer $(${tokenCommand})"`);
  }
  if (body !== undefined) set('content-type', 'application/json');
  return curlCommand({
    verb,
    target: `${url}${fillPath(path)}${query === '' ? '' : `?${query}`}`,
    headers,
    ...(body !== undefined && { body }),
    ...(method.authorizationType === 'AWS_IAM' && { signature: { region, ...(credentials && { credentials }) } }),
  });
}

/** One word of a POSIX shell, whatever the text holds. */
export function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function requestBody(method: RestMethod): string | undefined {
  if (method.httpMethod === 'GET' || method.httpMethod === 'HEAD') return undefined;
  const schema = method.requestModels.get('application/json') ?? [...method.requestModels.values()][0];
  return schema === undefined ? undefined : JSON.stringify(sample(schema));
}

function requiredParameters(method: RestMethod, place: 'header' | 'querystring'): string[] {
  const prefix = `method.request.${place}.`;
  return [...method.requestParameters]
    .filter(([name, required]) => required && name.startsWith(prefix))
    .map(([name]) => name.slice(prefix.length));
}

/** A path with an example for each of its parameters. */
export function fillPath(path: string): string {
  return path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(name.endsWith('+') ? name.slice(0, -1) : `my-${name}`));
}
