import { JsonObject } from '../json';

/** Every stack to be served, with all intrinsic functions resolved to values. Read-only. */
export interface Assembly {
  /** Top-level stacks in dependency order; nested stacks follow their parent. */
  readonly stacks: readonly Stack[];
  /** Files whose change makes this assembly stale (templates, manifest). */
  readonly files: readonly string[];
}

/** One deployed stack, nested ones included. */
export interface Stack {
  /** Stack name; of a plain template its file's base name. Of a nested stack `<parent>-<logicalId>`. */
  readonly name: string;
  readonly region: string;
  readonly account: string;
  /** Template file. */
  readonly file: string;
  /** Resources whose condition holds, by logical id, in template order. */
  readonly resources: ReadonlyMap<string, Resource>;
  /** Resolved outputs by name. */
  readonly outputs: ReadonlyMap<string, string>;
}

/** One resource with resolved properties. */
export interface Resource {
  readonly stack: string;
  readonly logicalId: string;
  /** For example `AWS::ApiGateway::RestApi`. */
  readonly type: string;
  readonly properties: JsonObject;
  readonly metadata: JsonObject;
  /** What `Ref` gives: the physical id, the same at every start. */
  readonly ref: string;
  /** What values are made from that AWS would draw at random. */
  readonly seed: string;
  /** Absolute path of the file or folder that CDK uploads for the resource: code, a template, an API definition. */
  readonly assetPath?: string;
}
