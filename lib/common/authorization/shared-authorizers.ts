import { Stack, Token } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** What an authorizer is, apart from the routes that use it. */
export interface NamedAuthorizer {
  /** How the user wrote it, for messages: `RestAuthorization.jwt`. */
  readonly caller: string;
  /** Unique within the API; ids derive from it. */
  readonly name: string;
  /** What makes it another authorizer when it differs. */
  readonly identity: unknown;
}

interface Shared<T> {
  readonly caller: string;
  readonly identity: string;
  readonly authorizer: T;
}

/** The authorizers of one API by name. Authorizations that differ in nothing that matters share one. */
export class SharedAuthorizers<T> {
  private readonly shared = new Map<string, Shared<T>>();

  /** @param most quota of authorizers */
  public constructor(private readonly scope: Construct, private readonly most: number) {}

  /**
   * The authorizer of that name, created when it is first asked for.
   * @throws when another authorizer has the name, it is none, or there are too many.
   */
  public provide({ caller, name, ...definition }: NamedAuthorizer, create: () => T): T {
    const identity = JSON.stringify(Stack.of(this.scope).resolve(definition.identity)) ?? '';
    const existing = this.shared.get(name);
    if (existing && (existing.caller !== caller || existing.identity !== identity)) {
      throw new Error(`${caller}() can't make the authorizer ${JSON.stringify(name)}, because ${existing.caller}() made one of that name with other options; `
        + 'give one of the two an authorizerName of its own');
    }
    if (existing) return existing.authorizer;
    if (Token.isUnresolved(name) || !/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/.test(name)) {
      throw new Error(`authorizerName of ${caller}() is ${JSON.stringify(name)}; expected up to 128 letters, digits, _ and - that begin with a letter or digit`);
    }
    if (this.shared.size >= this.most) {
      throw new Error(`${caller}() needs the authorizer ${JSON.stringify(name)}, but the API has ${this.shared.size} already, which is the quota; `
        + 'share authorizers among routes, divide the API, or have the quota "authorizers per API" raised and give the new one as quotas.authorizers');
    }
    const authorizer = create();
    this.shared.set(name, { caller, identity, authorizer });
    return authorizer;
  }
}

/** Where API Gateway calls the function of an authorizer. */
export function authorizerUri(handler: lambda.IFunction): string {
  return `arn:${Stack.of(handler).partition}:apigateway:${handler.env.region}:lambda:path/2015-03-31/functions/${handler.functionArn}/invocations`;
}

/** What tells functions apart. References are told apart by construct: functions of two stacks may have one logical id. */
export function identityOf({ functionArn, node }: lambda.IFunction): string {
  return Token.isUnresolved(functionArn) ? node.path : functionArn;
}
