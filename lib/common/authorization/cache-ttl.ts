import { Duration } from 'aws-cdk-lib';

/** What API Gateway assumes too. */
export const DEFAULT_CACHE_TTL = Duration.minutes(5);

/** @throws when API Gateway would not keep a result for that long. */
export function checkCacheTtl(caller: string, ttl: Duration | undefined): void {
  if (!ttl || ttl.isUnresolved()) return;
  const seconds = ttl.toSeconds({ integral: false });
  if (!Number.isInteger(seconds) || seconds > 3600) throw new Error(`cacheTtl of ${caller}() is ${seconds} seconds; expected whole seconds from 0 to 3600`);
}
