import { TokenFormatError } from '../errors';

/** The ARN of a call: `arn:aws:execute-api:eu-central-1:123456789012:a1b2c3/prod/GET/orders/7`. */
export interface MethodArn {
  /** Up to the stage, without a slash at the end. */
  readonly stage: string;
  /** Method and path without the slash before the method: `GET/orders/7`. */
  readonly call: string;
}

const METHOD_ARN = /^(arn:[\w-]+:execute-api:[\w-]+:[\w-]+:[\w-]+\/[\w$-]+)\/([A-Z]+\/.*)$/s;

/** @throws TokenFormatError */
export function parseMethodArn(text: string): MethodArn {
  const [, stage, call] = METHOD_ARN.exec(text) ?? [];
  if (stage === undefined || call === undefined) throw new TokenFormatError('event-method-arn');
  return { stage, call };
}
