import { type RotateDependencies, steps } from './rotate';
import type { RotatingSecret } from './rotating-secret';

/** What Secrets Manager sends to a rotation function. */
export interface RotationEvent {
  readonly SecretId: string;
  /** Id of the version that is to become current. */
  readonly ClientRequestToken: string;
  readonly Step: string;
}

export interface HandlerDependencies extends Omit<RotateDependencies, 'secret'> {
  readonly secret: (secretId: string) => RotatingSecret;
  readonly log: (line: string) => void;
}

/** Rotates the secret between CloudFront and an API, a step a call. Values of the secret are never logged. */
export function makeHandler({ secret, log, ...dependencies }: HandlerDependencies): (event: RotationEvent) => Promise<void> {
  return async ({ SecretId, ClientRequestToken: versionId, Step }) => {
    const step = Object.hasOwn(steps, Step) ? steps[Step] : undefined;
    try {
      if (!step) throw new Error(`step is ${JSON.stringify(Step)}; expected one of ${Object.keys(steps).join(', ')}`);
      await step(versionId, { ...dependencies, secret: secret(SecretId) });
      log(JSON.stringify({ level: 'INFO', message: 'rotation step done', step: Step, versionId }));
    } catch (error) {
      const reason = error instanceof Error ? `${error.name}: ${error.message}` : 'unexpected';
      log(JSON.stringify({ level: 'ERROR', message: 'rotation step failed', step: Step, versionId, reason }));
      throw new Error(`${Step} failed: ${reason}`);
    }
  };
}
