import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Roles } from './account-setting';

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** IAM is global within a partition and signs for one region of it. */
const endpoints: { readonly [partition: string]: { readonly host: string; readonly region: string } } = {
  'aws': { host: 'iam.amazonaws.com', region: 'us-east-1' },
  'aws-cn': { host: 'iam.cn-north-1.amazonaws.com.cn', region: 'cn-north-1' },
  'aws-us-gov': { host: 'iam.us-gov.amazonaws.com', region: 'us-gov-west-1' },
};

const TIMEOUT_MS = 10_000;

/** Asks IAM by one signed request: a second SDK client would double the bundle for one question. */
export function iamRoles(credentials: () => Credentials, send: typeof fetch): Roles {
  return {
    async exists(arn) {
      const [, partition = '', , , , resource = ''] = arn.split(':');
      const endpoint = endpoints[partition];
      // The role's name is what follows the last slash of role/some/path/name.
      const name = resource.split('/').pop();
      if (!endpoint || !resource.startsWith('role/') || !name) return undefined;
      const body = new URLSearchParams({ Action: 'GetRole', Version: '2010-05-08', RoleName: name }).toString();
      const signer = new SignatureV4({ service: 'iam', region: endpoint.region, credentials: credentials(), sha256: Sha256 });
      const headers = { 'host': endpoint.host, 'content-type': 'application/x-www-form-urlencoded' };
      const request = await signer.sign({ method: 'POST', protocol: 'https:', hostname: endpoint.host, path: '/', query: {}, headers, body });
      try {
        const answer = await send(`https://${endpoint.host}/`, { method: 'POST', headers: request.headers, body, signal: AbortSignal.timeout(TIMEOUT_MS) });
        if (answer.ok) return true;
        return (await answer.text()).includes('<Code>NoSuchEntity</Code>') ? false : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
