import type { AccountSetting, Roles } from './account-setting';
import type { Clock } from '../shared/clock';

export interface EnsureRoleDependencies {
  readonly account: AccountSetting;
  readonly roles: Roles;
  readonly clock: Clock;
}

/** Time for everything; CloudFormation and the function wait a little longer. */
const PATIENCE_MS = 180_000;
/** Of that, time to learn whether a configured role still exists. */
const LOOKUP_MS = 60_000;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 20_000;

/**
 * Sets the role when none is configured, or when the configured one is gone for certain. A live role stays, whoever set it.
 * @returns ARN of the role that is configured now
 */
export async function ensureRole(arn: string, { account, roles, clock }: EnsureRoleDependencies): Promise<string> {
  const deadline = clock.now() + PATIENCE_MS;
  const current = await patiently(() => account.roleArn(), isTemporary, deadline, clock);
  if (current !== undefined && (current === arn || (await isLive(current, roles, clock)))) return current;
  await patiently(() => account.setRoleArn(arn), (error) => isTemporary(error) || isNotYetVisible(error), deadline, clock);
  return arn;
}

/** A role counts as live unless it is gone for certain. IAM may not answer at first: the permission to ask is as new as the stack. */
async function isLive(arn: string, roles: Roles, clock: Clock): Promise<boolean> {
  const deadline = clock.now() + LOOKUP_MS;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    const exists = await roles.exists(arn);
    if (exists !== undefined || clock.now() + pause > deadline) return exists !== false;
    await clock.sleep(pause);
  }
}

async function patiently<T>(attempt: () => Promise<T>, mayPass: (error: unknown) => boolean, deadline: number, clock: Clock): Promise<T> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      return await attempt();
    } catch (error) {
      if (!mayPass(error) || clock.now() + pause > deadline) throw error;
      await clock.sleep(pause);
    }
  }
}

/** Account settings may be changed once in 20 seconds; and permissions that are seconds old are refused at first. */
const TEMPORARY = ['TooManyRequestsException', 'ThrottlingException', 'AccessDeniedException', 'AccessDenied', 'ForbiddenException'];
const isTemporary = (error: unknown) => TEMPORARY.includes(nameOf(error) ?? '');

/** A role that is seconds old can't be assumed everywhere yet, and API Gateway says then that it has no permissions. */
const isNotYetVisible = (error: unknown) => nameOf(error) === 'BadRequestException' && error instanceof Error && /role/i.test(error.message);

function nameOf(error: unknown): string | undefined {
  return error instanceof Error ? error.name : undefined;
}
