import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { systemClock } from './clock';
import { standardLog } from './log';
import { nodeFetcher } from './network/node-fetcher';
import { readConfiguration } from './read-configuration';
import { makeRefusingHandler, makeRestHandler, RestHandler } from './rest/handler';

/** For REQUEST authorizers of REST APIs: `index.restHandler`, configured by the environment variable `AUTHORIZER_CONFIG`. */
export const restHandler: RestHandler = handlerFromEnvironment(process.env);

function handlerFromEnvironment({ AUTHORIZER_CONFIG: text, LAMBDA_TASK_ROOT: folder = '.' }: NodeJS.ProcessEnv): RestHandler {
  try {
    const configuration = readConfiguration(text, (name) => readFileSync(path.join(folder, name), 'utf8'));
    return makeRestHandler({ configuration, fetcher: nodeFetcher, clock: systemClock, log: standardLog });
  } catch (error) {
    return makeRefusingHandler(error, standardLog);
  }
}
