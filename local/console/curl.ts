import { CatalogueCredentials } from './catalogue';
import { sample } from './schema-sample';
import { RestMethod } from '../model/rest-api';

export interface CurlSubject {
  /** Address of the stage. */
  readonly url: string;
  readonly path: string;
  readonly method: RestMethod;
  /** Value of a key that is in a plan of the stage. */
  readonly key?: string;
  readonly region: string;
  readonly credentials?: CatalogueCredentials;
}

/** A command that calls the route once with everything it demands: key, signature, required parameters, a body that matches the schema. */
export function curl({ url, path, method, key, region, credentials }: CurlSubject): string {
  const body = requestBody(method);
  const verb = method.httpMethod === 'ANY' ? (body === undefined ? 'GET' : 'POST') : method.httpMethod;
  const query = requiredParameters(method, 'querystring').map((name) => `${encodeURIComponent(name)}=example`).join('&');
  const target = `${url}${path === '/' ? '/' : fillPath(path)}${query === '' ? '' : `?${query}`}`;
  const headers = new Map<string, string>();
  for (const name of requiredParameters(method, 'header')) headers.set(name.toLowerCase(), 'example');
  if (method.apiKeyRequired) headers.set('x-api-key', key ?? 'KEY-OF-A-PLAN-OF-THIS-STAGE');
  if (method.authorizationType === 'CUSTOM' || method.authorizationType === 'COGNITO_USER_POOLS') headers.set('authorization', 'Bearer TOKEN');
  if (body !== undefined) headers.set('content-type', 'application/json');

  const words = ['curl', '-sS'];
  if (verb === 'HEAD') words.push('-I');
  else if (verb !== (body === undefined ? 'GET' : 'POST')) words.push('-X', verb);
  if (method.authorizationType === 'AWS_IAM') {
    const user = credentials ? quote(`${credentials.accessKeyId}:${credentials.secretAccessKey}`) : '"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"';
    words.push('--aws-sigv4', quote(`aws:amz:${region}:execute-api`), '--user', user);
  }
  for (const [name, value] of headers) words.push('-H', quote(`${name}: ${value}`));
  if (body !== undefined) words.push('--data', quote(body));
  words.push(quote(target));
  return words.join(' ');
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

function fillPath(path: string): string {
  return path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(name.endsWith('+') ? name.slice(0, -1) : `my-${name}`));
}
