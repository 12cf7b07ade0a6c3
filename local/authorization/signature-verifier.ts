import { GatewayRequest } from '../gateway/message/request';
import { Refusal } from '../gateway/refusal';

/** A request as it has to be for its signature to be recomputed. */
export interface SignedRequest extends Pick<GatewayRequest, 'method' | 'rawQuery' | 'headers' | 'body' | 'receivedAt'> {
  /** The whole path, the stage included, percent-encoded as sent: that is what the caller signed. */
  readonly rawPath: string;
}

/** Who signed a request; the values of `$context.identity`. */
export interface IamIdentity {
  readonly accessKey: string;
  readonly accountId: string;
  readonly userArn: string;
  readonly userId: string;
  readonly caller: string;
}

export interface Verified {
  readonly kind: 'verified';
  readonly identity: IamIdentity;
}

export interface Refused {
  readonly kind: 'refused';
  readonly refusal: Refusal;
}

/** Decides whether a request to a method with `AWS_IAM` was signed by somebody who is known here. */
export interface SignatureVerifier {
  /** Never rejects. */
  verify(request: SignedRequest): Promise<Verified | Refused>;
}
