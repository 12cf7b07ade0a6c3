import { Token, type Duration } from 'aws-cdk-lib';
import type { HttpBackendOptions, HttpEndpointOptions } from '../../http-backend-options';

/**
 * Checks what all backends have in common.
 * @throws when API Gateway would refuse a timeout or the status code of a response mapping.
 */
export function checkOptions(what: string, { timeout, responseMappings = {} }: HttpBackendOptions): void {
  if (timeout) checkTimeout(what, timeout);
  for (const status of Object.keys(responseMappings)) {
    if (!/^[2-5]\d\d$/.test(status)) {
      throw new Error(`responseMappings of ${what} has the status code ${JSON.stringify(status)}; expected one from 200 to 599 that the backend answers with, like "404"`);
    }
  }
}

/**
 * Checks that plain HTTP has a reason, and only plain HTTP has.
 * @throws when neither or both is so.
 */
export function checkTls(what: string, encrypted: boolean, { plainHttpReason: reason }: HttpEndpointOptions, fix: string): void {
  if (reason !== undefined && !Token.isUnresolved(reason) && !reason.trim()) {
    throw new Error(`plainHttpReason of ${what} is ${JSON.stringify(reason)}; give a sentence that tells a reviewer why calls need no TLS`);
  }
  if (encrypted && reason !== undefined) throw new Error(`${what} has TLS and plainHttpReason ${JSON.stringify(reason)}; leave plainHttpReason out`);
  if (!encrypted && reason === undefined) throw new Error(`${what} would be called without TLS; ${fix}, or say in plainHttpReason why none is needed`);
}

/** @throws when API Gateway would refuse it. */
export function checkTimeout(what: string, timeout: Duration): void {
  if (timeout.isUnresolved()) return;
  const milliseconds = timeout.toMilliseconds({ integral: false });
  if (!Number.isInteger(milliseconds) || milliseconds < 50 || milliseconds > 30_000) {
    throw new Error(`timeout of ${what} is ${milliseconds} ms; HTTP APIs take 50 ms to 30 seconds, so let work that is longer run behind a queue or a state machine`);
  }
}
