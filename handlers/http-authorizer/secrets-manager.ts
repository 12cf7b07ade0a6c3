import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { OriginError, type SecretVersions } from '../authorizers/http/origin-secret';
import type { Credentials } from '../shared/environment-credentials';

/** What rotation moves along a secret's versions. */
const STAGES = ['AWSCURRENT', 'AWSPENDING', 'AWSPREVIOUS'] as const;
/** A request waits for the answer. */
const TIMEOUT_MS = 2_000;

export interface SecretsManagerOptions {
  readonly secretArn: string;
  readonly credentials: () => Promise<Credentials>;
  readonly send: typeof fetch;
  /** Where Secrets Manager is. @default - its endpoint in the region of the secret */
  readonly endpoint?: string;
}

/**
 * The versions of a secret as Secrets Manager keeps them. Signed requests of its one call: with the SDK's client the function would be more than twice as
 * large, and so would be its cold start, for which callers wait.
 */
export function secretsManagerVersions({ secretArn, credentials, send, endpoint }: SecretsManagerOptions): SecretVersions {
  const [, partition = '', , region = ''] = secretArn.split(':');
  const { protocol, host, hostname, port } = new URL(endpoint ?? `https://secretsmanager.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`);
  const signer = new SignatureV4({ service: 'secretsmanager', region, credentials, sha256: Sha256 });

  async function valueOf(stage: (typeof STAGES)[number]): Promise<string | undefined> {
    const body = JSON.stringify({ SecretId: secretArn, VersionStage: stage });
    const headers = { host, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'secretsmanager.GetSecretValue' };
    const request = await signer.sign({ method: 'POST', protocol, hostname, ...(port && { port: Number(port) }), path: '/', query: {}, headers, body });
    const answer = await send(`${protocol}//${host}/`, { method: 'POST', headers: request.headers, body, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const { SecretString: value, __type: type }: Record<string, unknown> = { ...Object(await answer.json()) };
    if (answer.ok && typeof value === 'string') return value;
    const problem = typeof type === 'string' ? type.replace(/^.*#/, '') : `status ${answer.status}`;
    // Before the first rotation there is no previous one; and a pending one has no value at first.
    if (stage !== 'AWSCURRENT' && problem === 'ResourceNotFoundException') return undefined;
    throw new OriginError(problem);
  }

  return {
    async read() {
      const values = await Promise.all(STAGES.map(valueOf));
      return values.filter((value) => value !== undefined);
    },
  };
}
