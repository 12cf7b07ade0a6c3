import { createHmac } from 'node:crypto';
import { IamIdentity } from './signature-verifier';

/** A pair of keys that requests may be signed with here. */
export interface LocalCredential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Present: requests must carry exactly this token. Absent: they must carry none. */
  readonly sessionToken?: string;
  readonly identity: IamIdentity;
}

/** The credentials that the gateway knows. */
export interface CredentialStore {
  find(accessKeyId: string): LocalCredential | undefined;
}

const KEY_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** One local user an account, made from a seed: the same seed gives the same keys, so that a caller's profile outlives a restart. */
export class LocalIdentities implements CredentialStore {
  private readonly byAccessKey = new Map<string, LocalCredential>();
  private readonly byAccount = new Map<string, LocalCredential>();

  /** @param seed what the secrets are derived from: whoever knows it can sign. */
  public constructor(private readonly seed: string) {}

  /** The credentials of the local user of an account; known to `find` from now on. */
  public ofAccount(accountId: string): LocalCredential {
    const known = this.byAccount.get(accountId);
    if (known !== undefined) return known;
    const made = this.make(accountId);
    this.byAccount.set(accountId, made);
    this.byAccessKey.set(made.accessKeyId, made);
    return made;
  }

  public find(accessKeyId: string): LocalCredential | undefined {
    return this.byAccessKey.get(accessKeyId);
  }

  private make(accountId: string): LocalCredential {
    // The prefix is none that AWS gives out: nobody, and no secret scanner, takes these for real keys.
    const accessKeyId = `LOCL${this.letters(`access-key ${accountId}`)}`;
    const userId = `LOCU${this.letters(`user ${accountId}`)}`;
    return {
      accessKeyId,
      secretAccessKey: this.derive(`secret ${accountId}`).toString('base64url').slice(0, 40),
      identity: { accessKey: accessKeyId, accountId, userArn: `arn:aws:iam::${accountId}:user/local`, userId, caller: userId },
    };
  }

  private letters(purpose: string): string {
    return [...this.derive(purpose).subarray(0, 16)].map((byte) => KEY_ALPHABET.charAt(byte % KEY_ALPHABET.length)).join('');
  }

  private derive(purpose: string): Buffer {
    return createHmac('sha256', this.seed).update(purpose).digest();
  }
}
