import { IncomingMessage, ServerResponse } from 'node:http';
import { CompiledHttpApi } from './compiled-http-api';
import { HttpGatewayDependencies } from './dependencies';
import { HttpExchange } from './exchange';
import { tooLarge, unavailable } from './failures';
import { HttpRequest, readHttpRequest } from './message/http-request';
import { PIPELINE } from './pipeline';
import { finishFailure } from './steps/finishing';
import { lookUpStage } from './steps/stage-lookup';
import { NotServed } from '../../model/model';
import { IdSource, RandomIds } from '../message/ids';
import { BodyReading, MAX_BODY_BYTES, NO_BODY, NO_ROOM, receiveBody } from '../message/read-body';
import { writeReply } from '../message/write-reply';

type Failed = (error: unknown) => void;

/** An HTTP API that answers requests. */
export class HttpGateway {
  private readonly ids: IdSource;

  /** @param notServed parts of the API that answer 501 or have no effect, for the list that is shown at start */
  public constructor(
    private readonly api: CompiledHttpApi, private readonly dependencies: HttpGatewayDependencies, public readonly notServed: readonly NotServed[],
  ) {
    this.ids = dependencies.ids ?? new RandomIds();
  }

  /**
   * Answers a request of a listener.
   *
   * @param failed takes what only a defect of the gateway can throw, when it is too late to throw it
   */
  public handle(request: IncomingMessage, response: ServerResponse, failed: Failed): void {
    const receivedAt = this.dependencies.clock.now();
    receiveBody(request, response, (reading) => this.answer(request, response, reading, receivedAt, failed), failed);
  }

  private answer(incoming: IncomingMessage, response: ServerResponse, reading: BodyReading, receivedAt: number, failed: Failed): void {
    if (reading.kind === 'aborted') return;
    const exchange = this.exchange(readHttpRequest(incoming, reading.kind === 'complete' ? reading.body : NO_BODY, receivedAt));
    if (reading.kind === 'complete') return PIPELINE.run(exchange, { reply: (reply) => writeReply(response, reply), failed });
    lookUpStage(exchange);
    // What is still on its way is thrown away, so that the caller gets to read the answer.
    incoming.resume();
    const refused = finishFailure(exchange, reading.kind === 'too-large' ? tooLarge(`the body is larger than ${MAX_BODY_BYTES} bytes`) : noRoom());
    if (reading.kind === 'no-room') refused.headers.push('Connection', 'close');
    writeReply(response, refused);
  }

  private exchange(request: HttpRequest): HttpExchange {
    return new HttpExchange(this.api, request, this.dependencies, this.ids);
  }
}

/** An answer of this gateway: the service has room for everybody. */
function noRoom(): ReturnType<typeof unavailable> {
  return unavailable(NO_ROOM, 'DEFAULT_5XX');
}
