import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** A question that the access log answers, in the language of CloudWatch Logs Insights. */
export interface LogQuery {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly string[];
}

export const SLOWEST_ROUTES: LogQuery = {
  id: 'SlowestRoutes',
  title: 'slowest routes',
  lines: [
    'stats count(*) as requests, pct(responseLatency, 50) as p50, pct(responseLatency, 99) as p99, max(responseLatency) as slowest, pct(integrationLatency, 99) as backendP99 by routeKey',
    'sort p99 desc',
    'limit 25',
  ],
};

export const ERRORS_BY_ROUTE: LogQuery = {
  id: 'ErrorsByRoute',
  title: 'errors by route',
  lines: [
    'filter status like /^[45]/',
    'stats count(*) as errors, latest(requestId) as lastRequest by routeKey, status, errorType',
    'sort errors desc',
    'limit 50',
  ],
};

/** @param caller fields that tell who called */
const callersByClientErrors = (caller: string): LogQuery => ({
  id: 'CallersByClientErrors',
  title: 'callers by 4xx',
  lines: [
    'filter status like /^4/',
    `stats count(*) as refused, latest(requestId) as lastRequest by ${caller}, status`,
    'sort refused desc',
    'limit 50',
  ],
});

const ONE_REQUEST: LogQuery = {
  id: 'OneRequest',
  title: 'one request by id',
  lines: [
    'fields @timestamp, routeKey, status, responseLatency, integrationLatency, errorType, errorMessage, @message',
    'filter requestId = "put the id here" or extendedRequestId = "put the id here"',
    'limit 10',
  ],
};

/**
 * Who calls most.
 *
 * @param what what callers are, in the plural: customers, subjects
 * @param field field that tells one from another
 */
export const requestsBy = (what: string, field: string): LogQuery => ({
  id: 'RequestsByCaller',
  title: `requests by ${what}`,
  lines: [
    `filter ${field} != "-"`,
    `stats count(*) as requests, sum(status = "429") as throttled, pct(responseLatency, 99) as p99 by ${field}`,
    'sort requests desc',
    'limit 25',
  ],
});

/** Saves queries for the access log of one API, in a folder of its name. They cost nothing until they run. */
export class LogQueries extends Construct {
  /** @param caller fields that tell who called */
  public constructor(scope: Construct, id: string, folder: string, logGroup: logs.ILogGroup, caller: string) {
    super(scope, id);
    for (const { id: name, title, lines } of [SLOWEST_ROUTES, ERRORS_BY_ROUTE, callersByClientErrors(caller), ONE_REQUEST]) {
      new logs.CfnQueryDefinition(this, name, { name: `${folder}/${title}`, logGroupNames: [logGroup.logGroupName], queryString: textOf(lines) });
    }
  }
}

function textOf(lines: readonly string[]): string {
  return lines.join('\n| ');
}
