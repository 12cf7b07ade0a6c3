import { Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ManagedWebAcl } from './protection/managed-web-acl';

/** Options of a web ACL that is created. */
export interface ManagedWebAclOptions {
  /**
   * Requests of one IP address within five minutes, 10 or more; what is above is blocked with 403 until the rate falls. AWS WAF counts every few seconds, so
   * that it stops floods and is no exact limit.
   *
   * @default - 2000, or what the largest plan allows within five minutes, if that is more
   */
  readonly rateLimitPerIp?: number;
  /**
   * Rules of `AWSManagedRulesCommonRuleSet` that only count instead of blocking, like `'NoUserAgent_HEADER'`. `SizeRestrictions_BODY` always does, because it
   * blocks bodies above 8 KB, which an API often takes.
   *
   * @default - all others block
   */
  readonly countedRules?: string[];
  /**
   * Write blocked and counted requests to a log group, without query strings and the headers `authorization`, `cookie` and `x-api-key`.
   *
   * @default true
   */
  readonly logging?: boolean;
}

/** What a web ACL has to know of the API that it stands before. */
export interface WebAclScope {
  readonly scope: Construct;
  /** Requests of one address within five minutes that plans allow. Read when the template is written. */
  readonly allowedPerIp: () => number;
}

/**
 * Which AWS WAF web ACL stands before a stage. AWS WAF takes stages of REST APIs only, not of HTTP and WebSocket APIs.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html
 */
export abstract class WebAcl {
  /**
   * A new web ACL: a rate limit per IP address, and the managed rules for known attackers, known bad inputs and common attacks.
   *
   * @throws when an option is out of range
   */
  public static managed(options: ManagedWebAclOptions = {}): WebAcl {
    return new Managed(options);
  }

  /**
   * A web ACL that exists: regional, of the same account and region.
   *
   * @throws when the ARN is not one of a regional web ACL
   */
  public static fromArn(webAclArn: string): WebAcl {
    if (!Token.isUnresolved(webAclArn) && !/^arn:[^:]+:wafv2:[^:]+:\d{12}:regional\/webacl\/[^/]+\/[^/]+$/.test(webAclArn)) {
      throw new Error(`WebAcl.fromArn() got ${JSON.stringify(webAclArn)}; expected the ARN of a regional web ACL, like "arn:aws:wafv2:<region>:<account>:regional/webacl/<name>/<id>"`);
    }
    return new Existing(webAclArn);
  }

  /**
   * No web ACL.
   *
   * @param reason why none is needed, for whoever reviews the API; acknowledges the rules that ask for one
   * @throws when the reason is empty
   */
  public static none(reason: string): WebAcl {
    if (!Token.isUnresolved(reason) && !reason?.trim()) {
      throw new Error(`WebAcl.none() got the reason ${JSON.stringify(reason)}; give a sentence that tells a reviewer why this API needs no web ACL`);
    }
    return new None(reason);
  }

  protected constructor() {}

  /**
   * The ARN, or why there is none.
   * @internal
   */
  public abstract _bind(api: WebAclScope): { readonly webAclArn: string } | { readonly reason: string };
}

class Managed extends WebAcl {
  public constructor(private readonly options: ManagedWebAclOptions) {
    super();
    const { rateLimitPerIp: limit, countedRules = [] } = options;
    if (limit !== undefined && !Token.isUnresolved(limit) && (!Number.isInteger(limit) || limit < 10 || limit > 2_000_000_000)) {
      throw new Error(`rateLimitPerIp of WebAcl.managed() is ${JSON.stringify(limit)}; expected a whole number of requests within five minutes from 10 to 2,000,000,000`);
    }
    const strange = countedRules.find((name) => !/^[\w-]{1,128}$/.test(name));
    if (strange !== undefined) throw new Error(`countedRules of WebAcl.managed() has ${JSON.stringify(strange)}; expected names of rules of AWSManagedRulesCommonRuleSet, like "NoUserAgent_HEADER"`);
  }

  public _bind({ scope, allowedPerIp }: WebAclScope): { readonly webAclArn: string } {
    return new ManagedWebAcl(scope, 'WebAcl', this.options, allowedPerIp);
  }
}

class Existing extends WebAcl {
  public constructor(private readonly webAclArn: string) {
    super();
  }

  public _bind(): { readonly webAclArn: string } {
    return { webAclArn: this.webAclArn };
  }
}

class None extends WebAcl {
  public constructor(private readonly reason: string) {
    super();
  }

  public _bind(): { readonly reason: string } {
    return { reason: this.reason };
  }
}
