import { randomBytes } from 'node:crypto';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { cloudFrontSender } from './cloudfront-sender';
import { makeHandler } from './make-handler';
import { secretsManagerSecret } from './secrets-manager-secret';
import { systemClock } from '../shared/clock';
import { environmentCredentials as credentials } from '../shared/environment-credentials';

const { DISTRIBUTION_ID = '', HEADER_NAME = '', CACHE_SECONDS = '' } = process.env;

const secrets = new SecretsManagerClient({ credentials });

/** The rotation function of the secret between CloudFront and an API. */
export const handler = makeHandler({
  secret: (secretId) => secretsManagerSecret(secrets, secretId),
  sender: cloudFrontSender(new CloudFrontClient({ credentials }), DISTRIBUTION_ID, HEADER_NAME),
  clock: systemClock,
  // Letters, digits, - and _: fit for a header, and as many that nobody guesses.
  random: () => randomBytes(48).toString('base64url'),
  cacheSeconds: Number(CACHE_SECONDS),
  log: (line) => { process.stdout.write(`${line}\n`); },
});
