import { DiscoveredKeyFetcher } from '../authorization/jwt/discovered-key-fetcher';
import { HttpKeyFetcher } from '../authorization/jwt/http-key-fetcher';
import { RemoteKeys } from '../authorization/jwt/remote-keys';
import { KeyFetcher, VerificationKeys } from '../authorization/jwt/verification-keys';
import { Clock } from '../clock';
import { trustedIssuers, withLocalKeys } from '../issuer/authorizer-configuration';
import { httpIssuers } from '../issuer/http-issuers';
import { IssuerProfile } from '../issuer/issuer-profile';
import { IssuerServer } from '../issuer/issuer-server';
import { removeIssuerState, writeIssuerState } from '../issuer/issuer-state';
import { LocalIssuer } from '../issuer/local-issuer';
import { unreachable } from '../issuer/reachability';
import { LocalClock } from '../local-clock';
import { FunctionModel } from '../model/functions/function';
import { HttpJwtConfiguration } from '../model/http-api';
import { LocalModel } from '../model/model';
import { UserPool } from '../model/rest-authorizer';
import { Reporter } from '../reporter';

export interface IssuerServiceOptions {
  readonly clock: Clock;
  readonly reporter: Reporter;
  /** Whether a local issuer may stand in for one that can't be reached. */
  readonly enabled: boolean;
  /** Where the signing key is left for the command line; absent: nowhere. */
  readonly stateFile?: string;
}

/** Decides whose tokens are verified with which keys, and runs the local issuer while an API needs it. */
export class IssuerService {
  /** Networks don't follow a clock that a test has stopped. */
  private readonly networkClock = new LocalClock();
  private readonly fetcher = new HttpKeyFetcher(this.networkClock);
  private readonly discovery = new DiscoveredKeyFetcher(this.fetcher);
  /** Keys of issuers by where they come from. */
  private readonly remote = new Map<string, RemoteKeys>();
  /** Why an issuer can't be reached; undefined: it can. Found out once. */
  private readonly decisions = new Map<string, Promise<string | undefined>>();
  private issuer: LocalIssuer | undefined;
  private server: IssuerServer | undefined;

  public constructor(private readonly options: IssuerServiceOptions) {}

  /** The local issuer, when an API needs it. */
  public get local(): LocalIssuer | undefined {
    return this.issuer;
  }

  /** Where it publishes its keys. */
  public get url(): string | undefined {
    return this.server?.url;
  }

  /**
   * Decides about every issuer that a model trusts.
   *
   * @returns the model's functions, of which the packaged authorizers take the local issuer's keys where it stands in
   */
  public async serve(model: LocalModel): Promise<readonly FunctionModel[]> {
    const standIns = this.options.enabled ? await this.standIns(profilesOf(model)) : [];
    if (standIns.length === 0 && !this.issuer) return model.functions;
    this.issuer ??= new LocalIssuer(this.options.clock);
    this.server ??= await IssuerServer.open(this.issuer, this.options.reporter);
    this.issuer.standInFor(standIns);
    return withLocalKeys(model.functions, new Set(standIns.map(({ issuer }) => issuer)), this.server.jwksUri);
  }

  /** Resolves once tokens can be made for what `serve` decided. */
  public async ready(): Promise<void> {
    if (!this.issuer || !this.server) return;
    await this.issuer.ready;
    const { stateFile } = this.options;
    if (stateFile !== undefined) writeIssuerState(stateFile, this.issuer, this.server.url);
  }

  /** Keys whose signatures count for a user pool, as decided by `serve`. */
  public keysOf({ issuer }: UserPool): VerificationKeys {
    return this.standInKeys(issuer) ?? this.remoteKeys(`${issuer}/.well-known/jwks.json`, this.fetcher);
  }

  /** The same for the issuer of a JWT authorizer, whose keys are where its discovery document says. */
  public discoveredKeysOf({ issuer }: Pick<HttpJwtConfiguration, 'issuer'>): VerificationKeys {
    return this.standInKeys(issuer) ?? this.remoteKeys(issuer, this.discovery);
  }

  public async close(): Promise<void> {
    const { stateFile } = this.options;
    if (this.issuer && stateFile !== undefined) removeIssuerState(stateFile);
    await this.server?.close();
    this.networkClock.close();
  }

  private standInKeys(issuer: string): VerificationKeys | undefined {
    return this.issuer?.standsInFor.some((profile) => profile.issuer === issuer) === true ? this.issuer.keys : undefined;
  }

  private remoteKeys(place: string, fetcher: KeyFetcher): VerificationKeys {
    const keys = this.remote.get(place) ?? new RemoteKeys(place, fetcher, this.options.clock);
    this.remote.set(place, keys);
    return keys;
  }

  private async standIns(profiles: readonly IssuerProfile[]): Promise<IssuerProfile[]> {
    const decided = await Promise.all(profiles.map(async (profile) => ({ profile, reason: await this.decide(profile) })));
    return decided.filter(({ reason }) => reason !== undefined).map(({ profile }) => profile);
  }

  private async decide(profile: IssuerProfile): Promise<string | undefined> {
    const known = this.decisions.get(profile.issuer);
    if (known) return known;
    const decision = unreachable(profile, this.fetcher).then((reason) => {
      if (reason !== undefined) this.options.reporter.report({ kind: 'stand-in', issuer: profile.issuer, reason });
      return reason;
    });
    this.decisions.set(profile.issuer, decision);
    return decision;
  }
}

/** Every issuer once; a packaged authorizer says more about its tokens than another authorizer does. */
function profilesOf(model: LocalModel): IssuerProfile[] {
  const pools = model.restApis.flatMap(({ authorizers }) => authorizers.flatMap(({ userPools }) => userPools));
  const ofPools = pools.map(({ issuer, local, clientIds }): IssuerProfile => ({ issuer, kind: 'cognito', audience: [], clientIds, local }));
  const all = [...trustedIssuers(model.functions, new Set(model.localIssuers)), ...ofPools, ...httpIssuers(model.httpApis)];
  return [...new Map(all.reverse().map((profile) => [profile.issuer, profile])).values()];
}
