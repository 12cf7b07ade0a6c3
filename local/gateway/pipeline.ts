import { Reporter } from '../reporter';
import { GatewayReply } from './message/reply';

/** A step judges a request: undefined lets it pass on, a failure ends it. Those that need not wait say so at once. */
export type Step<E, F> = (exchange: E) => F | undefined | Promise<F | undefined>;

/**
 * Calls the backend and leaves its answer in the exchange, or says why there is none. A callback and no promise: this is where nearly every request waits.
 *
 * @param done called once, unless `failed` was called or this throws
 * @param failed takes what only a defect of the gateway can throw
 */
export type Integrate<E, F> = (exchange: E, ...end: IntegrateEnd<F>) => void;

export type IntegrateEnd<F> = [done: (verdict: F | undefined) => void, failed: (error: unknown) => void];

/** What the pipeline needs to know of a request. */
export interface PipelineExchange<E, F> {
  readonly requestId: string;
  readonly dependencies: { readonly reporter: Reporter };
  /** Absent: the request has its answer already. */
  readonly route: { readonly integrate: Integrate<E, F> } | undefined;
}

/** What a kind of API does with its requests. */
export interface PipelineParts<E, F> {
  /** What a request goes through before its integration, in this order. */
  readonly steps: readonly Step<E, F>[];
  /** Completes and logs the reply of an integration. */
  finish(exchange: E): GatewayReply | Promise<GatewayReply>;
  /** Makes, completes and logs the reply to a failure. */
  finishFailure(exchange: E, failure: F): GatewayReply;
  /** The failure that tells a caller nothing. */
  internalError(reason: string): F;
}

/** Where a request ends. */
export interface PipelineEnd {
  /** Called with the reply, unless {@link failed} is. */
  reply(reply: GatewayReply): void;
  /** Called when not even a reply to a failure can be made. */
  failed(error: unknown): void;
}

/** Leads requests through the steps and the integration of their API. */
export class Pipeline<E extends PipelineExchange<E, F>, F> {
  public constructor(private readonly parts: PipelineParts<E, F>) {}

  /** Runs a request through all steps and its integration. What goes wrong in them is a reply. */
  public run(exchange: E, end: PipelineEnd): void {
    this.judge(exchange, 0, end);
  }

  private judge(exchange: E, first: number, end: PipelineEnd): void {
    const { steps } = this.parts;
    for (let index = first; index < steps.length; index++) {
      const verdict = this.attempt(exchange, steps[index]);
      if (verdict instanceof Promise) {
        verdict.then(
          (late) => (late === undefined ? this.judge(exchange, index + 1, end) : this.conclude(exchange, late, end)),
          (error: unknown) => this.conclude(exchange, this.broken(exchange, error), end),
        );
        return;
      }
      if (verdict !== undefined) return this.conclude(exchange, verdict, end);
    }
    this.integrate(exchange, end);
  }

  private attempt(exchange: E, step: Step<E, F> | undefined): F | undefined | Promise<F | undefined> {
    try {
      return step?.(exchange);
    } catch (error) {
      return this.broken(exchange, error);
    }
  }

  /** Maps the request, calls the backend, maps its answer. */
  private integrate(exchange: E, end: PipelineEnd): void {
    const { route } = exchange;
    if (route === undefined) return this.conclude(exchange, undefined, end);
    const failed = (error: unknown): void => this.conclude(exchange, this.broken(exchange, error), end);
    try {
      route.integrate(exchange, (verdict) => this.conclude(exchange, verdict, end), failed);
    } catch (error) {
      failed(error);
    }
  }

  /** Ends a request. Never throws, as whoever called back could do nothing about it. */
  private conclude(exchange: E, verdict: F | undefined, end: PipelineEnd): void {
    try {
      const reply = verdict === undefined ? this.parts.finish(exchange) : this.parts.finishFailure(exchange, verdict);
      if (reply instanceof Promise) reply.then((late) => end.reply(late)).catch((error: unknown) => end.failed(error));
      else end.reply(reply);
    } catch (error) {
      end.failed(error);
    }
  }

  /** A defect of the gateway itself: the caller learns nothing of it. */
  private broken({ requestId, dependencies: { reporter } }: E, error: unknown): F {
    const detail = error instanceof Error ? error.stack ?? error.message : String(error);
    reporter.report({ kind: 'problem', message: `request ${requestId} failed inside the gateway: ${detail}` });
    return this.parts.internalError('the local gateway failed');
  }
}
