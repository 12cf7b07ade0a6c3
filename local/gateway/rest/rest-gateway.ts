import { IncomingMessage, ServerResponse } from 'node:http';
import { CompiledRestApi } from './compiled-rest-api';
import { RestGatewayDependencies } from './dependencies';
import { Exchange } from './exchange';
import { readRequest } from './message/read-request';
import { PIPELINE } from './pipeline';
import { finishFailure } from './steps/finishing';
import { NotServed } from '../../model/model';
import { IdSource, RandomIds } from '../message/ids';
import { BodyReading, MAX_BODY_BYTES, NO_BODY, NO_ROOM, receiveBody } from '../message/read-body';
import { writeReply } from '../message/write-reply';

/** A REST API that answers requests. */
export class RestGateway {
  private readonly ids: IdSource;

  /** @param notServed parts of the API that answer 501 or have no effect, for the list that is shown at start */
  public constructor(
    private readonly api: CompiledRestApi, private readonly dependencies: RestGatewayDependencies, public readonly notServed: readonly NotServed[],
  ) {
    this.ids = dependencies.ids ?? new RandomIds();
  }

  /**
   * Answers a request of a listener; its path starts with the stage.
   *
   * @param failed takes what only a defect of the gateway can throw, when it is too late to throw it
   */
  public handle(request: IncomingMessage, response: ServerResponse, failed: (error: unknown) => void): void {
    const receivedAt = this.dependencies.clock.now();
    receiveBody(request, response, (reading) => this.answer(request, response, reading, receivedAt, failed), failed);
  }

  private answer(
    incoming: IncomingMessage, response: ServerResponse, reading: BodyReading, receivedAt: number, failed: (error: unknown) => void,
  ): void {
    if (reading.kind === 'aborted') return;
    const { stageName, request } = readRequest(incoming, reading.kind === 'complete' ? reading.body : NO_BODY, receivedAt);
    const exchange = new Exchange(this.api, stageName, request, this.dependencies, this.ids);
    if (reading.kind === 'complete') return PIPELINE.run(exchange, { reply: (reply) => writeReply(response, reply), failed });
    // What is still on its way is thrown away, so that the caller gets to read the answer.
    incoming.resume();
    const refused = finishFailure(exchange, reading.kind === 'too-large' ? tooLarge() : noRoom());
    if (reading.kind === 'no-room') refused.headers.push('Connection', 'close');
    writeReply(response, refused);
  }
}

/** The service answers this before it looks at the API, so nobody can customise it. */
function tooLarge(): Parameters<typeof finishFailure>[1] {
  const body = `HTTP content length exceeded ${MAX_BODY_BYTES} bytes.`;
  return {
    responseType: 'REQUEST_TOO_LARGE',
    message: body,
    errorType: 'RequestEntityTooLargeException',
    reason: body,
    fixed: { status: 413, contentType: 'text/plain; charset=utf-8', body },
  };
}

/** An answer of this gateway: the service has room for everybody. */
function noRoom(): Parameters<typeof finishFailure>[1] {
  const message = 'Service Unavailable';
  return {
    responseType: 'DEFAULT_5XX',
    message,
    errorType: 'ServiceUnavailableException',
    reason: NO_ROOM,
    fixed: { status: 503, contentType: 'application/json', body: JSON.stringify({ message }) },
  };
}
