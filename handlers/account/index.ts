import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { apiGatewayAccount } from './api-gateway-account';
import { iamRoles } from './iam-roles';
import { makeHandler } from './make-handler';
import { systemClock } from '../shared/clock';
import { urlResponder } from '../shared/custom-resource';

const credentials = () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? '',
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? '',
  sessionToken: process.env.AWS_SESSION_TOKEN,
});

/** Lambda's credentials are in the environment; naming them keeps every other way to find some out of the bundle. */
export const handler = makeHandler({
  account: apiGatewayAccount(new APIGatewayClient({ credentials: () => Promise.resolve(credentials()) })),
  roles: iamRoles(credentials, fetch),
  clock: systemClock,
  responder: urlResponder(fetch),
  log: (line) => { process.stdout.write(`${line}\n`); },
});
