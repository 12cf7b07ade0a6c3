import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { secretsManagerVersions } from './secrets-manager';
import { systemClock } from '../authorizers/clock';
import { readHttpConfiguration } from '../authorizers/http/configuration';
import { type HttpHandler, makeHttpHandler, makeRefusingHttpHandler } from '../authorizers/http/handler';
import { standardLog } from '../authorizers/log';
import { nodeFetcher } from '../authorizers/network/node-fetcher';
import { environmentCredentials } from '../shared/environment-credentials';

/** For REQUEST authorizers of HTTP APIs behind CloudFront: `index.handler`, configured by the environment variable `AUTHORIZER_CONFIG`. */
export const handler: HttpHandler = handlerFromEnvironment(process.env);

function handlerFromEnvironment({ AUTHORIZER_CONFIG: text, LAMBDA_TASK_ROOT: folder = '.', ...environment }: NodeJS.ProcessEnv): HttpHandler {
  try {
    const configuration = readHttpConfiguration(text, (name) => readFileSync(path.join(folder, name), 'utf8'));
    const secretVersions = secretsManagerVersions({
      secretArn: configuration.origin.secretId,
      credentials: environmentCredentials,
      send: fetch,
      endpoint: environment.AWS_ENDPOINT_URL_SECRETS_MANAGER ?? environment.AWS_ENDPOINT_URL,
    });
    return makeHttpHandler({ configuration, secretVersions, fetcher: nodeFetcher, clock: systemClock, log: standardLog });
  } catch (error) {
    return makeRefusingHttpHandler(error, standardLog);
  }
}
