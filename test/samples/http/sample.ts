import { App, Stack } from 'aws-cdk-lib';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LocalGateway } from '../../../local/index';

/** Where and as whom a call of a sample is sent. */
export interface SampleContext {
  readonly local: LocalGateway;
  /** Issuers that the local one stands in for. */
  readonly issuers: readonly string[];
}

/** A request and what a caller must get for it. */
export interface SampleCall {
  /** Method and target. */
  readonly request: string;
  /** Name or construct id of the API, when the sample has several. */
  readonly api?: string;
  /** Sent as `Host`. */
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Headers that show who calls. */
  readonly as?: (context: SampleContext, method: string, url: URL) => Record<string, string> | Promise<Record<string, string>>;
  /** An object: the body is JSON and holds at least this. A header that is `undefined` must not be there. */
  readonly expected: { readonly status: number; readonly body?: string | object; readonly headers?: Readonly<Record<string, string | undefined>> };
}

/** A public sample's constructs and combination of properties, with functions of our own. */
export interface Sample {
  readonly name: string;
  /** Origins on the internet and services that a backend of the test stands in for. */
  readonly backends?: readonly string[];
  readonly services?: readonly string[];
  /** In order: a later one may build on what an earlier one did. */
  readonly calls: readonly SampleCall[];
  build(stack: Stack, app: App): void;
}

export const ACCOUNT = { account: '123456789012', region: 'us-east-1' };

/** A function of one inline handler. */
export function inline(stack: Stack, id: string, handler: string, more: { functionName?: string } = {}): Function {
  return new Function(stack, id, { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline(`exports.handler = ${handler};`), ...more });
}

/** Answers with its name and what of the event shows the route that was taken. */
export function naming(stack: Stack, id: string, more: { functionName?: string } = {}): Function {
  return inline(stack, id, `async ({ routeKey, rawPath, pathParameters, body }) => ({ by: '${id}', routeKey, rawPath, pathParameters, body })`, more);
}

/** A token of the issuer of this position, or whose name holds this text. */
export function bearer(issuer: string | number, request: { scopes?: string[] } = {}): NonNullable<SampleCall['as']> {
  return ({ local, issuers }) => ({ authorization: `Bearer ${local.token({ sub: 'ann', issuer: issuers.find((name, index) => (typeof issuer === 'number' ? index === issuer : name.includes(issuer))), ...request })}` });
}
