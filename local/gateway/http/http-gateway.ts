import { IncomingMessage, ServerResponse } from 'node:http';
import { NotServed } from '../../model/model';
import { GatewayReply } from '../message/reply';
import { GatewayRequest } from '../message/request';

/** An HTTP API that answers requests. */
export interface HttpGateway {
  /** Parts of the API that answer 501 or have no effect, for the list that is shown at start. */
  readonly notServed: readonly NotServed[];
  /**
   * Answers a request of a listener. Settles once the reply is handed to the socket.
   * A defect of the gateway itself throws or rejects: the listener contains and reports it.
   */
  handle(request: IncomingMessage, response: ServerResponse): void | Promise<void>;
  /** Runs a request without a socket; `request.rawPath` is the path behind the stage. */
  execute(request: GatewayRequest, stageName: string): Promise<GatewayReply>;
}
