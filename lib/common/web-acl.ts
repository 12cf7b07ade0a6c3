import { Annotations, Stack, Token } from 'aws-cdk-lib';
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
  /** A stage, unless it says otherwise. */
  readonly before?: 'stage' | 'distribution';
}

/** Web ACLs for CloudFront live here and nowhere else, wherever the API is. */
const CLOUDFRONT_REGION = 'us-east-1';

/**
 * Which AWS WAF web ACL stands before an API: before the stage of a REST API, or before the CloudFront distribution of another, because AWS WAF takes no stages
 * of HTTP and WebSocket APIs.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html
 */
export abstract class WebAcl {
  /**
   * A new web ACL: a rate limit per IP address, and the managed rules for known attackers, known bad inputs and common attacks. Before a distribution it takes
   * a stack in us-east-1.
   *
   * @throws when an option is out of range
   */
  public static managed(options: ManagedWebAclOptions = {}): WebAcl {
    return new Managed(options);
  }

  /**
   * A web ACL that exists, for a stage: regional, of the same account and region.
   *
   * @throws when the ARN is not one of a regional web ACL
   */
  public static fromArn(webAclArn: string): WebAcl {
    if (!Token.isUnresolved(webAclArn) && !/^arn:[^:]+:wafv2:[^:]+:\d{12}:regional\/webacl\/[^/]+\/[^/]+$/.test(webAclArn)) {
      throw new Error(`WebAcl.fromArn() got ${JSON.stringify(webAclArn)}; expected the ARN of a regional web ACL, like "arn:aws:wafv2:<region>:<account>:regional/webacl/<name>/<id>"`);
    }
    return new Existing(webAclArn, 'stage');
  }

  /**
   * A web ACL that exists, for a CloudFront distribution: of scope CLOUDFRONT, and so of region us-east-1, and of the same account.
   *
   * @throws when the ARN is not one of a web ACL of scope CLOUDFRONT
   */
  public static fromCloudFrontArn(webAclArn: string): WebAcl {
    if (!Token.isUnresolved(webAclArn) && !/^arn:[^:]+:wafv2:us-east-1:\d{12}:global\/webacl\/[^/]+\/[^/]+$/.test(webAclArn)) {
      throw new Error(`WebAcl.fromCloudFrontArn() got ${JSON.stringify(webAclArn)}; expected the ARN of a web ACL of scope CLOUDFRONT, like "arn:aws:wafv2:us-east-1:<account>:global/webacl/<name>/<id>"`);
    }
    return new Existing(webAclArn, 'distribution');
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

  public _bind({ scope, allowedPerIp, before = 'stage' }: WebAclScope): { readonly webAclArn: string } {
    if (before === 'distribution') checkRegion(scope);
    return new ManagedWebAcl(scope, 'WebAcl', { ...this.options, scope: before === 'stage' ? 'REGIONAL' : 'CLOUDFRONT' }, allowedPerIp);
  }
}

class Existing extends WebAcl {
  public constructor(private readonly webAclArn: string, private readonly before: 'stage' | 'distribution') {
    super();
  }

  public _bind({ before = 'stage' }: WebAclScope): { readonly webAclArn: string } {
    if (before !== this.before) {
      throw new Error(before === 'stage'
        ? 'webAcl is WebAcl.fromCloudFrontArn(), but a stage takes regional web ACLs only; use WebAcl.fromArn()'
        : 'webAcl is WebAcl.fromArn(), but a CloudFront distribution takes web ACLs of scope CLOUDFRONT only; use WebAcl.fromCloudFrontArn()');
    }
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

function checkRegion(scope: Construct): void {
  const { region } = Stack.of(scope);
  if (Token.isUnresolved(region)) {
    Annotations.of(scope).addWarningV2('cdk-apigateway-patterns:web-acl-region',
      `the web ACL before CloudFront can be created in ${CLOUDFRONT_REGION} only, and the region of this stack is not known; give the stack env: { region: '${CLOUDFRONT_REGION}' }, or create one there and give webAcl: WebAcl.fromCloudFrontArn(arn)`);
  } else if (region !== CLOUDFRONT_REGION) {
    throw new Error(`a web ACL before CloudFront lives in ${CLOUDFRONT_REGION}, but this stack is in ${region}; create one in ${CLOUDFRONT_REGION} and give webAcl: WebAcl.fromCloudFrontArn(arn), or deploy this stack to ${CLOUDFRONT_REGION}`);
  }
}
