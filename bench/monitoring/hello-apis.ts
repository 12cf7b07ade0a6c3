import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AccessLogs, RestApiWithUsagePlans, type RestApiWithUsagePlansProps, RestAuthorization } from '../../lib';

const HANDLER = "exports.handler = async () => ({ statusCode: 200, headers: { 'content-type': 'application/json' }, body: '{\"message\":\"hello\"}' });";

/** What an API has without being asked: an access log, metrics by method, metric filters, alarms. */
const watched: Partial<RestApiWithUsagePlansProps> = {};

const unwatched: Partial<RestApiWithUsagePlansProps> = {
  accessLogs: AccessLogs.disabled(), detailedMetrics: false, alarms: { enabled: false }, logQueries: false,
};

/** Synthesizes the same route twice, watched and unwatched; gives the cdk.out folders. */
export function synthesizeApis(folder: string): { readonly on: string; readonly off: string } {
  return { on: synthesize(path.join(folder, 'on'), watched), off: synthesize(path.join(folder, 'off'), unwatched) };
}

function synthesize(outdir: string, props: Partial<RestApiWithUsagePlansProps>): string {
  const app = new App({ outdir });
  const stack = new Stack(app, 'Bench');
  const handler = new lambda.Function(stack, 'Hello', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline(HANDLER) });
  new RestApiWithUsagePlans(stack, 'Api', {
    authorization: RestAuthorization.publicAccess('nothing but the gateway is measured'),
    plans: {},
    // The load must not be refused.
    throttle: { rateLimit: 1_000_000, burstLimit: 1_000_000 },
    routes: { 'GET /hello': { handler } },
    ...props,
  });
  return app.synth().directory;
}
