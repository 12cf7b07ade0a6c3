import { type OriginSecret, originSecret } from '../../../../handlers/authorizers/http/origin-secret';
import { makeHandler, type RotationEvent } from '../../../../handlers/origin-secret/make-handler';
import { Conflict, type RotatingSecret, type SecretVersion, type Sender } from '../../../../handlers/origin-secret/rotating-secret';
import type { Clock } from '../../../../handlers/shared/clock';

const CACHE_SECONDS = 300;
const EDGES = 4;
const AUTHORIZERS = 3;

/**
 * A secret, a distribution of several edges that learn of changes one after another, and authorizers that keep what they read. Whenever time passes, requests
 * come from all edges to all authorizers, and from an attacker who guesses.
 */
export class World implements Clock {
  public readonly lines: string[] = [];
  public readonly versions = new Map<string, { version?: SecretVersion; stages: Set<string> }>();
  /** Requests that came through the distribution and were refused. */
  public refused = 0;
  public served = 0;
  public updates = 0;
  public changesMeanwhile = 0;
  /** How long a change takes to reach all edges. */
  public propagation = 240_000;
  /** Called before each effect of a step; what it throws, the step meets. */
  public interrupt: (effect: string) => void;
  private time = 1_800_000_000_000;
  private header = 'value-0';
  private deployedAt = 0;
  private edges = Array.from({ length: EDGES }, (): { value: string; next: { value: string; at: number }[] } => ({ value: 'value-0', next: [] }));
  private readonly authorizers: OriginSecret[];
  private values = 0;

  private readonly secret: RotatingSecret = {
    stages: async () => new Map([...this.versions].map(([id, { stages }]) => [id, [...stages]])),
    read: async (id) => this.versions.get(id)?.version,
    putPending: async (id, value) => {
      this.interrupt('before putPending');
      const entry = this.versions.get(id);
      if (!entry || entry.version) throw new Error('ResourceExistsException');
      entry.version = { value, createdAt: this.time };
      this.interrupt('after putPending');
    },
    promote: async (id, currentId) => {
      this.interrupt('before promote');
      const [next, current] = [this.versions.get(id), this.versions.get(currentId)];
      if (!next || !current?.stages.has('AWSCURRENT')) throw new Error('InvalidParameterException');
      for (const { stages } of this.versions.values()) stages.delete('AWSPREVIOUS');
      current.stages.delete('AWSCURRENT');
      current.stages.add('AWSPREVIOUS');
      next.stages.add('AWSCURRENT');
      this.interrupt('after promote');
    },
  };

  private readonly sender: Sender = {
    read: async () => {
      this.interrupt('read');
      return { value: this.header, isDeployed: this.time >= this.deployedAt };
    },
    send: async (value) => {
      this.interrupt('before send');
      if (this.changesMeanwhile > 0) {
        this.changesMeanwhile -= 1;
        throw new Conflict('PreconditionFailed');
      }
      this.updates += 1;
      this.change(value);
      this.interrupt('after send');
    },
  };

  public constructor() {
    this.interrupt = () => undefined;
    this.versions.set('v0', { version: { value: 'value-0', createdAt: this.time }, stages: new Set(['AWSCURRENT']) });
    const labelled = () => [...this.versions.values()].filter(({ stages }) => stages.size > 0);
    const read = async () => labelled().flatMap(({ version }) => version ? [version.value] : []);
    this.authorizers = Array.from({ length: AUTHORIZERS }, () => originSecret({
      versions: { read }, lifetimes: { refreshSeconds: CACHE_SECONDS, staleSeconds: 3600 }, clock: this, log: () => undefined,
    }));
  }

  public now(): number {
    return this.time;
  }

  public async sleep(milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0; left -= 5_000) {
      this.time += Math.min(left, 5_000);
      await this.traffic();
    }
  }

  /** What Secrets Manager does at the start of a rotation: a version without a value. */
  public begin(versionId: string): void {
    for (const { stages } of this.versions.values()) stages.delete('AWSPENDING');
    this.versions.set(versionId, { stages: new Set(['AWSPENDING']) });
  }

  public async step(Step: string, ClientRequestToken: string, SecretId = 'arn:secret'): Promise<void> {
    const event: RotationEvent = { SecretId, ClientRequestToken, Step };
    await makeHandler({
      secret: () => this.secret,
      sender: this.sender,
      clock: this,
      random: () => `value-${this.values += 1}`,
      cacheSeconds: CACHE_SECONDS,
      log: (line) => { this.lines.push(line); },
    })(event);
  }

  /** All steps, from the first one again whenever one fails, as Secrets Manager does. */
  public async rotate(versionId: string, attempts = 5): Promise<void> {
    this.begin(versionId);
    for (let attempt = 1; ; attempt += 1) {
      try {
        for (const name of ['createSecret', 'setSecret', 'testSecret', 'finishSecret']) await this.step(name, versionId);
        return;
      } catch (error) {
        if (attempt === attempts) throw error;
        await this.sleep(60_000);
      }
    }
  }

  /** A deployment of the stack that changes the distribution: its template says the current value. */
  public deploy(): void {
    this.change(this.current);
  }

  public get current(): string {
    return this.valueOf('AWSCURRENT') ?? '';
  }

  public valueOf(stage: string): string | undefined {
    return [...this.versions.values()].find(({ stages }) => stages.has(stage))?.version?.value;
  }

  public get sent(): string {
    return this.header;
  }

  private change(value: string): void {
    this.header = value;
    this.deployedAt = this.time + this.propagation;
    this.edges.forEach(({ next }, index) => next.push({ value, at: this.time + this.propagation * index / (EDGES - 1) }));
  }

  private async traffic(): Promise<void> {
    for (const edge of this.edges) {
      for (const { value, at } of edge.next) if (at <= this.time) edge.value = value;
      edge.next = edge.next.filter(({ at }) => at > this.time);
    }
    for (const accept of this.authorizers) {
      for (let guess = 0; guess < 3; guess += 1) await accept(`guess-${guess}`).catch(() => undefined);
      for (const { value } of this.edges) {
        await accept(value).then(() => { this.served += 1; }, () => { this.refused += 1; });
      }
    }
  }
}
