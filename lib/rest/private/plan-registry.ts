import { Annotations, Names, Stack, Token } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import { cfnOf } from '../../common/cloudformation/cfn-of';
import { checkQuota, checkThrottle } from '../../common/private/limits';
import { RouteKey } from '../../common/private/route-key';
import type { ThrottleLimits } from '../../common/throttle';
import type { UsagePlanTier } from '../usage-plan-tier';
import type { RouteTable } from './routes/route-table';

interface Plan {
  readonly tier: UsagePlanTier;
  readonly usagePlan: apigateway.UsagePlan;
}

/** The tiers of one stage, their usage plans, and which key is in which. */
export class PlanRegistry extends Construct {
  /** Names of customers whose key is generated, so that no token can name it. */
  public readonly customersWithSecret = new Set<string>();
  private readonly plans = new Map<string, Plan>();
  private readonly created: { readonly usagePlan: apigateway.UsagePlan; readonly ofTier: boolean }[] = [];
  private readonly visitors: ((usagePlan: apigateway.UsagePlan, ofTier: boolean) => void)[] = [];
  private readonly planOfKey = new Map<string, string>();

  public constructor(scope: Construct, id: string, private readonly stage: apigateway.Stage, private readonly table: RouteTable) {
    super(scope, id);
  }

  public get names(): string[] {
    return [...this.plans.keys()].sort();
  }

  /** What the largest plan allows one customer. */
  public get mostPerSecond(): number {
    const rates = [...this.plans.values()].map(({ tier }) => tier.throttle.rateLimit);
    return Math.max(0, ...rates.filter((rate) => !Token.isUnresolved(rate)));
  }

  /** Visits the usage plan of every tier and customer, those that are added later too. */
  public each(visit: (usagePlan: apigateway.UsagePlan, ofTier: boolean) => void): void {
    this.visitors.push(visit);
    for (const { usagePlan, ofTier } of this.created) visit(usagePlan, ofTier);
  }

  /** @throws when the name is taken or a limit is out of range. */
  public add(name: string, tier: UsagePlanTier): apigateway.UsagePlan {
    if (Token.isUnresolved(name) || !/^[A-Za-z0-9][A-Za-z0-9 _.-]{0,99}$/.test(name)) {
      throw new Error(`plan name ${JSON.stringify(name)} is not valid; expected up to 100 letters, digits, spaces and _ . - that begin with a letter or digit`);
    }
    if (this.plans.has(name)) throw new Error(`plan ${JSON.stringify(name)} exists already; give each plan a name of its own`);
    this.checkTier(name, tier);
    const usagePlan = this.createUsagePlan(this, name, name, tier, tier.description);
    this.plans.set(name, { tier, usagePlan });
    return usagePlan;
  }

  public get(name: string): Plan {
    const plan = this.plans.get(name);
    if (!plan) throw new Error(`there is no plan ${JSON.stringify(name)}; ${this.names.length === 0 ? 'add one with addPlan' : `the plans are ${this.names.map((known) => JSON.stringify(known)).join(', ')}`}`);
    return plan;
  }

  /** A usage plan with the limits of a tier for one customer alone. */
  public createFor(customer: Construct, name: string, customerName: string): apigateway.UsagePlan {
    return this.createUsagePlan(customer, 'Plan', name, this.get(name).tier, `${name} for ${customerName}`);
  }

  /** @throws when the key is in a plan of this stage already. */
  public claim(key: apigateway.IApiKey, name: string): void {
    // References are told apart by stack: two stacks may use one logical id.
    const owner = Token.isUnresolved(key.keyId) ? Stack.of(key).node.path : '';
    const identity = JSON.stringify([owner, Stack.of(key).resolve(key.keyId)]);
    const taken = this.planOfKey.get(identity);
    if (taken !== undefined) {
      throw new Error(`API key ${JSON.stringify(key.node.path)} is in plan ${JSON.stringify(taken)} already and can't be added to ${JSON.stringify(name)}; API Gateway takes a key in one plan per stage`);
    }
    this.planOfKey.set(identity, name);
  }

  public associate(scope: Construct, id: string, key: apigateway.IApiKey, usagePlan: apigateway.IUsagePlan): void {
    new apigateway.CfnUsagePlanKey(scope, id, { keyId: key.keyId, keyType: 'API_KEY', usagePlanId: usagePlan.usagePlanId });
  }

  public addKey(key: apigateway.IApiKey, name: string): void {
    const { usagePlan } = this.get(name);
    checkValue(key);
    this.claim(key, name);
    this.associate(usagePlan, `Key${Names.nodeUniqueId(key.node)}`, key, usagePlan);
  }

  /** What can only be known once every route and plan is there. */
  public problems(): string[] {
    const keyed = this.table.routes.filter((route) => route.apiKeyRequired).map((route) => route.key.toString());
    const problems: string[] = [];
    const [unnamed] = this.customersWithSecret;
    if (unnamed !== undefined && this.keysByClaimOnly) {
      problems.push(`customer ${JSON.stringify(unnamed)} has a generated key, which no token names; give addCustomer() the claimValue of the customer's tokens`);
    }
    if (this.plans.size === 0 && keyed.length > 0) {
      problems.push(`route ${JSON.stringify(keyed[0])} needs an API key, but there is no plan that a key could be in; add one to plans, or set apiKeyRequired: false`);
    }
    for (const [name, { tier }] of this.plans) {
      for (const routeKey of Object.keys(tier.routeThrottles ?? {})) {
        const route = this.table.find(routeKey);
        if (!route) {
          problems.push(`routeThrottles of plan ${JSON.stringify(name)} has ${JSON.stringify(routeKey)}, which is no route of this API; the routes are ${this.table.keys.map((key) => JSON.stringify(key)).join(', ')}`);
        } else if (!route.apiKeyRequired) {
          problems.push(`routeThrottles of plan ${JSON.stringify(name)} has ${JSON.stringify(routeKey)}, which needs no API key, so that no plan limits it; use throttle of the route instead`);
        }
      }
    }
    return problems;
  }

  /** Says at synthesis what would work, but not as it looks. */
  public warn(stageThrottle: ThrottleLimits): void {
    const annotations = Annotations.of(this);
    if (this.plans.size > 0 && this.table.routes.length > 0 && !this.table.routes.some((route) => route.apiKeyRequired)) {
      annotations.addWarningV2('cdk-apigateway-patterns:plans-unused', 'no route needs an API key, so the limits of plans hold for nobody; set apiKeyRequired: true on the routes that plans should limit');
    }
    for (const [name, { tier }] of this.plans) {
      if (Token.isUnresolved(tier.throttle.rateLimit) || Token.isUnresolved(stageThrottle.rateLimit)) continue;
      if (tier.throttle.rateLimit > stageThrottle.rateLimit) {
        annotations.addWarningV2(`cdk-apigateway-patterns:plan-above-stage:${name}`, `plan ${JSON.stringify(name)} allows ${tier.throttle.rateLimit} requests per second, but the stage allows ${stageThrottle.rateLimit} for all callers together; raise throttle of the API`);
      }
    }
    if (this.created.length > 200) {
      annotations.addWarningV2('cdk-apigateway-patterns:usage-plan-quota', `this API has ${this.created.length} usage plans; an account has 300 per region unless the quota is raised, use sharedPlan: true for customers whose tier never changes`);
    }
  }

  private get keysByClaimOnly(): boolean {
    const keyed = this.table.routes.filter((route) => route.apiKeyRequired);
    return keyed.length > 0 && keyed.every(({ authorization }) => authorization.namesApiKey === 'by-claim');
  }

  private checkTier(name: string, tier: UsagePlanTier): void {
    const plan = `plan ${JSON.stringify(name)}`;
    if (!tier.throttle) throw new Error(`${plan} has no throttle; give { rateLimit, burstLimit }`);
    checkThrottle(`throttle of ${plan}`, tier.throttle);
    if (tier.quota) checkQuota(`quota of ${plan}`, tier.quota);
    for (const [routeKey, throttle] of Object.entries(tier.routeThrottles ?? {})) {
      RouteKey.parse(routeKey);
      checkThrottle(`routeThrottles of ${plan} for ${JSON.stringify(routeKey)}`, throttle);
    }
  }

  private createUsagePlan(scope: Construct, id: string, name: string, tier: UsagePlanTier, description?: string): apigateway.UsagePlan {
    const quota = tier.quota && { ...tier.quota, period: periodOf(tier.quota.period) };
    const usagePlan = new apigateway.UsagePlan(scope, id, { name, description, throttle: tier.throttle, quota });
    const resource = cfnOf(usagePlan, apigateway.CfnUsagePlan);
    resource.apiStages = [{ apiId: this.stage.restApi.restApiId, stage: this.stage.stageName, throttle: routeLimits(tier) }];
    const ofTier = scope === this;
    this.created.push({ usagePlan, ofTier });
    for (const visit of this.visitors) visit(usagePlan, ofTier);
    return usagePlan;
  }
}

/** The L2 takes any value, and the deployment fails. */
function checkValue(key: apigateway.IApiKey): void {
  const resource = key.node.defaultChild;
  const value = resource instanceof apigateway.CfnApiKey ? resource.value : undefined;
  if (value === undefined || Token.isUnresolved(value) || (value.length >= 20 && value.length <= 128)) return;
  throw new Error(`value of API key ${JSON.stringify(key.node.path)} has ${value.length} characters; API Gateway takes 20 to 128, or makes one up where there is no value`);
}

const periodOf = (period: string): apigateway.Period => apigateway.Period[period as keyof typeof apigateway.Period];

function routeLimits(tier: UsagePlanTier): { [method: string]: ThrottleLimits } | undefined {
  if (!tier.routeThrottles) return undefined;
  return Object.fromEntries(Object.entries(tier.routeThrottles).sort().map(([routeKey, { rateLimit, burstLimit }]) => {
    const { method, path } = RouteKey.parse(routeKey);
    return [`${path}/${method}`, { rateLimit, burstLimit }];
  }));
}
