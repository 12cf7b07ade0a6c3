import { QuotaPeriod, type UsagePlanTier } from 'cdk-apigateway-patterns';

/** What customers may choose from. */
export const tiers: { [name: string]: UsagePlanTier } = {
  free: {
    description: 'To try the API out',
    throttle: { rateLimit: 2, burstLimit: 5 },
    quota: { limit: 1000, period: QuotaPeriod.DAY },
  },
  pro: {
    description: 'For production use',
    throttle: { rateLimit: 50, burstLimit: 100 },
    quota: { limit: 1_000_000, period: QuotaPeriod.MONTH },
    routeThrottles: { 'POST /orders': { rateLimit: 20, burstLimit: 40 } },
  },
};
