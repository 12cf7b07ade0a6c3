import { Clock } from '../clock';
import { Json } from '../json';
import { IntegrationCall } from './backends/integration-call';
import { GatewayReply } from './message/reply';
import { requestTime } from './message/request-time';

/** What exchanges of all kinds of API know. */
interface CommonExchange {
  readonly api: { readonly model: { readonly account: string; readonly apiId: string } };
  readonly stage: { readonly model: { readonly name: string } } | undefined;
  readonly requestId: string;
  readonly request: { readonly method: string; readonly sourceIp: string; readonly receivedAt: number };
  readonly call: IntegrationCall | undefined;
  readonly failure: { readonly message: string | null; readonly responseType?: string } | undefined;
  readonly reply: GatewayReply | undefined;
  readonly dependencies: { readonly clock: Clock };
}

type Variable = (exchange: CommonExchange) => Json | undefined;

const integrationError: Variable = ({ call }) => call?.error;
const integrationLatency: Variable = ({ call }) => call?.latency;
const integrationStatus: Variable = ({ call }) => call?.status;
const endpointRequestId: Variable = ({ call }) => call?.requestId;

/** The `$context` variables that mean the same in all kinds of API. */
export const COMMON_VARIABLES: readonly (readonly [name: string, value: Variable])[] = [
  ['accountId', ({ api }) => api.model.account],
  ['apiId', ({ api }) => api.model.apiId],
  ['awsEndpointRequestId', endpointRequestId],
  ['error.message', ({ failure }) => failure?.message],
  ['error.messageString', ({ failure }) => failure && JSON.stringify(failure.message)],
  ['error.responseType', ({ failure }) => failure?.responseType],
  ['httpMethod', ({ request }) => request.method],
  ['identity.sourceIp', ({ request }) => request.sourceIp],
  ['integration.error', integrationError],
  ['integration.integrationStatus', integrationStatus],
  ['integration.latency', integrationLatency],
  ['integration.requestId', endpointRequestId],
  ['integration.status', ({ call }) => call?.backendStatus ?? call?.status],
  ['integrationErrorMessage', integrationError],
  ['integrationLatency', integrationLatency],
  ['integrationStatus', integrationStatus],
  ['protocol', () => 'HTTP/1.1'],
  ['requestId', ({ requestId }) => requestId],
  ['requestTime', ({ request }) => requestTime(request.receivedAt)],
  ['requestTimeEpoch', ({ request }) => Math.floor(request.receivedAt)],
  ['responseLatency', ({ reply, request, dependencies }) => reply && Math.round(dependencies.clock.now() - request.receivedAt)],
  ['responseLength', ({ reply }) => reply && Buffer.byteLength(reply.body)],
  ['stage', ({ stage }) => stage?.model.name],
  ['status', ({ reply }) => reply?.status],
];
