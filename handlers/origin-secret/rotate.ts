import { Conflict, type RotatingSecret, type SecretVersion, type Sender } from './rotating-secret';
import type { Clock } from '../shared/clock';

export interface RotateDependencies {
  readonly secret: RotatingSecret;
  readonly sender: Sender;
  readonly clock: Clock;
  /** A new value. */
  readonly random: () => string;
  /** For how long the API uses the values that it knows before it reads them again. */
  readonly cacheSeconds: number;
}

/** A step, for the version that is to become current. @throws when it can't be done now; Secrets Manager repeats the rotation from its first step then. */
export type Step = (versionId: string, dependencies: RotateDependencies) => Promise<void>;

/** Machines' clocks differ. */
const SLACK_SECONDS = 15;
const POLL_MS = 15_000;
/** A function runs no longer than 15 minutes. */
const PATIENCE_MS = 13 * 60_000;
const ATTEMPTS = 5;
const PAUSE_MS = 3_000;

/**
 * The steps of Secrets Manager's rotation. Each may run again at any time, and does nothing then that is done already.
 *
 * At every moment the API accepts what the distribution sends: the new value is known to the API before it is sent, and current only when nobody sends the
 * old one any more.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
 */
export const steps: { readonly [name: string]: Step } = { createSecret, setSecret, testSecret, finishSecret };

/** The pending version gets its value, once. */
async function createSecret(versionId: string, { secret, random }: RotateDependencies): Promise<void> {
  if (await isCurrent(versionId, secret)) return;
  if (await secret.read(versionId) === undefined) await secret.putPending(versionId, random());
}

/** When the API knows the pending value for sure, the distribution begins to send it. */
async function setSecret(versionId: string, dependencies: RotateDependencies): Promise<void> {
  const { secret, sender, clock, cacheSeconds } = dependencies;
  if (await isCurrent(versionId, secret)) return;
  const { value, createdAt } = await pendingVersion(versionId, secret);
  if ((await sender.read()).value === value) return;
  const wait = createdAt + (cacheSeconds + SLACK_SECONDS) * 1000 - clock.now();
  if (wait > 0) await clock.sleep(wait);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await sender.send(value);
    } catch (error) {
      if (!(error instanceof Conflict) || attempt === ATTEMPTS) throw error;
      await clock.sleep(PAUSE_MS);
    }
  }
}

/**
 * All places of the distribution send a value that the API accepts. Secrets Manager runs this step alone when rotation is set up, with a version that it takes
 * away again, so that the current value is right, too.
 */
async function testSecret(versionId: string, { secret, sender, clock }: RotateDependencies): Promise<void> {
  const deadline = clock.now() + PATIENCE_MS;
  const known = await Promise.all([secret.read(versionId), currentVersion(secret)]);
  for (;;) {
    const { value, isDeployed } = await sender.read();
    if (!known.some((version) => version?.value === value)) throw new Error('the distribution sends neither the pending nor the current value');
    if (isDeployed) return;
    if (clock.now() + POLL_MS > deadline) throw new Error('the distribution is still being deployed');
    await clock.sleep(POLL_MS);
  }
}

/** The pending version becomes the current one, if it is what is sent everywhere. */
async function finishSecret(versionId: string, { secret, sender }: RotateDependencies): Promise<void> {
  const stages = await secret.stages();
  const currentId = idOf(stages, 'AWSCURRENT');
  if (currentId === versionId) return;
  const { value } = await pendingVersion(versionId, secret);
  const sent = await sender.read();
  if (sent.value !== value || !sent.isDeployed) throw new Error('the distribution does not send the pending value everywhere; something else has changed it meanwhile');
  if (currentId === undefined) throw new Error('the secret has no current version');
  await secret.promote(versionId, currentId);
}

async function isCurrent(versionId: string, secret: RotatingSecret): Promise<boolean> {
  const labels = (await secret.stages()).get(versionId) ?? [];
  if (labels.includes('AWSCURRENT')) return true;
  if (!labels.includes('AWSPENDING')) throw new Error(`version ${versionId} is not pending; start a rotation with RotateSecret`);
  return false;
}

async function pendingVersion(versionId: string, secret: RotatingSecret): Promise<SecretVersion> {
  const version = await secret.read(versionId);
  if (!version) throw new Error(`version ${versionId} has no value; createSecret comes first`);
  return version;
}

async function currentVersion(secret: RotatingSecret): Promise<SecretVersion | undefined> {
  const currentId = idOf(await secret.stages(), 'AWSCURRENT');
  return currentId === undefined ? undefined : secret.read(currentId);
}

function idOf(stages: ReadonlyMap<string, readonly string[]>, label: string): string | undefined {
  return [...stages].find(([, labels]) => labels.includes(label))?.[0];
}
