import { Dimension } from './metric-identity';

/** Counts requests. */
export interface Recorder<M> {
  record(measures: M): void;
}

/** What the series of a stage are told apart by. */
export interface StageDimensions<R> {
  readonly api: Dimension;
  readonly stage: Dimension;
  /** Of a route beside those of API and stage; undefined: it has no metrics of its own. Asked once for each route. */
  readonly route: (route: R) => readonly Dimension[] | undefined;
}

/** The metrics of the requests to a stage: by API, by API and stage, and by route where that is wanted. */
export class StageSeries<R, M> {
  private readonly routes = new Map<R, Recorder<M> | undefined>();
  private whole: readonly [Recorder<M>, Recorder<M>] | undefined;

  /** @param make gives the series of some dimensions */
  public constructor(private readonly dimensions: StageDimensions<R>, private readonly make: (dimensions: readonly Dimension[]) => Recorder<M>) {}

  /** @param route the route that was found, if one was */
  public record(measures: M, route?: R): void {
    const { api, stage } = this.dimensions;
    // Like on AWS, a stage that nobody called has no metrics.
    this.whole ??= [this.make([api]), this.make([api, stage])];
    this.whole[0].record(measures);
    this.whole[1].record(measures);
    if (route === undefined) return;
    const known = this.routes.get(route);
    if (known !== undefined) known.record(measures);
    else if (!this.routes.has(route)) this.begin(route)?.record(measures);
  }

  private begin(route: R): Recorder<M> | undefined {
    const { api, stage } = this.dimensions;
    const own = this.dimensions.route(route);
    const recorder = own && this.make([api, ...own, stage]);
    this.routes.set(route, recorder);
    return recorder;
  }
}
