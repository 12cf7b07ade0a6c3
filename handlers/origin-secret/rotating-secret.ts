/** A version of the secret. */
export interface SecretVersion {
  readonly value: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** The secret that rotates, as its store keeps it. */
export interface RotatingSecret {
  /** Labels by version id. */
  stages(): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Undefined for a version that has no value yet. */
  read(versionId: string): Promise<SecretVersion | undefined>;
  /** Gives the pending version its value. */
  putPending(versionId: string, value: string): Promise<void>;
  /** Makes a version the current one; the one before becomes the previous one. */
  promote(versionId: string, currentId: string): Promise<void>;
}

/** What stands in front of the API and sends the secret along. */
export interface Sender {
  read(): Promise<{ readonly value: string | undefined; readonly isDeployed: boolean }>;
  /** @throws Conflict when something else has changed it meanwhile */
  send(value: string): Promise<void>;
}

/** Something else changed the sender at the same time; to be tried again. */
export class Conflict extends Error {}
