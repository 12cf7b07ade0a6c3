import { ArnFormat, Lazy, Names, Stack } from 'aws-cdk-lib';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { stackIdPart } from '../private/stack-id-part';
import { createLogGroup } from '../private/storage';
import type { ManagedWebAclOptions } from '../web-acl';

const LEAST_RATE_LIMIT = 2000;
/** The window over which a web ACL counts. */
export const WEB_ACL_SECONDS = 300;
const COMMON = 'AWSManagedRulesCommonRuleSet';
const HIDDEN_HEADERS = ['authorization', 'cookie', 'x-api-key'];

export interface ManagedWebAclProps extends ManagedWebAclOptions {
  /** Where it stands. Web ACLs for CloudFront live in us-east-1. */
  readonly scope: 'REGIONAL' | 'CLOUDFRONT';
}

/** The web ACL behind `WebAcl.managed()`. */
export class ManagedWebAcl extends Construct {
  public readonly webAclArn: string;

  public constructor(scope: Construct, id: string, private readonly options: ManagedWebAclProps, allowedPerIp: () => number) {
    super(scope, id);
    const limit = options.rateLimitPerIp ?? Lazy.number({ produce: () => Math.max(LEAST_RATE_LIMIT, Math.ceil(allowedPerIp())) });
    const acl = new wafv2.CfnWebACL(this, 'Acl', {
      scope: options.scope,
      description: 'Stops floods from one address, known attackers and common attacks',
      defaultAction: { allow: {} },
      visibilityConfig: visibility(Names.uniqueResourceName(this, { maxLength: 120, separator: '-' })),
      rules: [
        {
          name: 'RateLimitPerIp',
          priority: 0,
          action: { block: {} },
          statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit, evaluationWindowSec: WEB_ACL_SECONDS } },
          visibilityConfig: visibility('RateLimitPerIp'),
        },
        managedRules(1, 'AWSManagedRulesAmazonIpReputationList'),
        managedRules(2, 'AWSManagedRulesKnownBadInputsRuleSet'),
        managedRules(3, COMMON, ['SizeRestrictions_BODY', ...(options.countedRules ?? [])]),
      ],
    });
    this.webAclArn = acl.attrArn;
    if (this.options.logging ?? true) this.logTo(acl);
  }

  private logTo(acl: wafv2.CfnWebACL): void {
    // AWS WAF takes log groups of this prefix only.
    const logGroup = createLogGroup(this, 'Logs', {
      logGroupName: `aws-waf-logs-${Names.uniqueResourceName(this, { maxLength: 200, separator: '-' })}-${stackIdPart(this)}`,
      of: 'requests',
    });
    const written = ['BLOCK', 'COUNT'].map((action) => ({ ActionCondition: { Action: action } }));
    new wafv2.CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: acl.attrArn,
      // AWS WAF takes the ARN without `:*` at its end, which the attribute has.
      logDestinationConfigs: [Stack.of(this).formatArn({
        service: 'logs', resource: 'log-group', resourceName: logGroup.logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      })],
      redactedFields: [...HIDDEN_HEADERS.map((name) => ({ singleHeader: { Name: name } })), { queryString: {} }],
      loggingFilter: { DefaultBehavior: 'DROP', Filters: [{ Behavior: 'KEEP', Requirement: 'MEETS_ANY', Conditions: written }] },
    });
  }
}

function managedRules(priority: number, name: string, counted: readonly string[] = []): wafv2.CfnWebACL.RuleProperty {
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ruleActionOverrides: counted.length === 0
          ? undefined
          : [...new Set(counted)].sort().map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
    visibilityConfig: visibility(name),
  };
}

function visibility(metricName: string): wafv2.CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true };
}
