/** Where a request leads to. */
export interface HttpRouteMatch<T> {
  readonly route: T;
  readonly pathParameters: ReadonlyMap<string, string>;
}

/** A route and what its parameters are called: routes of one shape share their nodes, whatever the names. */
interface Leaf<T> {
  readonly route: T;
  readonly names: readonly string[];
}

interface Node<T> {
  readonly literals: Map<string, Node<T>>;
  parameter: Node<T> | undefined;
  greedy: Leaf<T> | undefined;
  leaf: Leaf<T> | undefined;
}

interface Verb<T> {
  /** Routes without parameters, which win over all others of their verb. */
  readonly exact: Map<string, T>;
  readonly root: Node<T>;
}

const NO_PARAMETERS: ReadonlyMap<string, string> = new Map();

/**
 * Selects the route for a request as the service does. In this order: a full match, a match with `{greedy+}`, `$default`. Of several full or greedy matches one with
 * the verb goes before one with `ANY`, then the path decides, segment by segment from the left: a literal before `{parameter}` before `{greedy+}`.
 *
 * A slash at the end counts: `/orders/` is not `/orders`, but a child of it that only a greedy parameter catches. A parameter is never empty.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html#http-api-develop-routes.evaluation
 * @see https://github.com/KensioSoftware/yulin/issues/299 what was observed beyond the documentation: verb before `ANY`, no greedy match without a segment
 * @see https://github.com/storacha/w3infra/pull/166 a slash at the end
 */
export class HttpRouteTree<T> {
  private readonly verbs = new Map<string, Verb<T>>();
  private default: T | undefined;

  /** @param routeKey `GET /orders/{id}`, `ANY /files/{proxy+}` or `$default` */
  public add(routeKey: string, route: T): void {
    const space = routeKey.indexOf(' ');
    if (space < 0) {
      this.default = route;
      return;
    }
    const verb = this.verb(routeKey.slice(0, space));
    const path = routeKey.slice(space + 1);
    if (!path.includes('{')) verb.exact.set(path, route);
    const names: string[] = [];
    let node = verb.root;
    for (const segment of segmentsOf(path)) {
      const [, name, plus] = /^\{([^{}+]+)(\+?)\}$/.exec(segment) ?? [];
      if (name !== undefined) names.push(name);
      if (plus === '+') {
        node.greedy = { route, names };
        return;
      }
      node = name === undefined ? literal(node, segment) : node.parameter ??= newNode();
    }
    node.leaf = { route, names };
  }

  /** @param path decoded, behind the stage */
  public find(method: string, path: string): HttpRouteMatch<T> | undefined {
    const own = this.verbs.get(method);
    const exact = own?.exact.get(path);
    if (exact !== undefined) return { route: exact, pathParameters: NO_PARAMETERS };
    const any = this.verbs.get('ANY');
    if (own === undefined && any === undefined) return this.ofDefault();
    const segments = segmentsOf(path);
    return find(own, segments, fullMatch) ?? find(any, segments, fullMatch)
      ?? find(own, segments, greedyMatch) ?? find(any, segments, greedyMatch)
      ?? this.ofDefault();
  }

  private ofDefault(): HttpRouteMatch<T> | undefined {
    return this.default === undefined ? undefined : { route: this.default, pathParameters: NO_PARAMETERS };
  }

  private verb(method: string): Verb<T> {
    const known = this.verbs.get(method);
    if (known) return known;
    const added: Verb<T> = { exact: new Map(), root: newNode() };
    this.verbs.set(method, added);
    return added;
  }
}

/** The root has no segments; a slash at the end of any other path leaves an empty one. */
function segmentsOf(path: string): readonly string[] {
  return path === '/' || path === '' ? [] : path.slice(1).split('/');
}

/** Looks below a node. @param values of the parameters of the branch that is being tried */
type Descend = <T>(node: Node<T>, segments: readonly string[], index: number, values: string[]) => Leaf<T> | undefined;

function find<T>(verb: Verb<T> | undefined, segments: readonly string[], descend: Descend): HttpRouteMatch<T> | undefined {
  if (verb === undefined) return undefined;
  const values: string[] = [];
  const leaf = descend(verb.root, segments, 0, values);
  if (leaf === undefined) return undefined;
  const pathParameters = leaf.names.length === 0 ? NO_PARAMETERS : new Map(leaf.names.map((name, index) => [name, values[index] ?? '']));
  return { route: leaf.route, pathParameters };
}

function fullMatch<T>(node: Node<T>, segments: readonly string[], index: number, values: string[]): Leaf<T> | undefined {
  return index >= segments.length ? node.leaf : below(node, segments, index, values, fullMatch);
}

function greedyMatch<T>(node: Node<T>, segments: readonly string[], index: number, values: string[]): Leaf<T> | undefined {
  if (index >= segments.length) return undefined;
  const found = below(node, segments, index, values, greedyMatch);
  if (found !== undefined || node.greedy === undefined) return found;
  values.push(segments.slice(index).join('/'));
  return node.greedy;
}

function below<T>(node: Node<T>, segments: readonly string[], index: number, values: string[], descend: Descend): Leaf<T> | undefined {
  const segment = segments[index] ?? '';
  const next = node.literals.get(segment);
  const found = next && descend(next, segments, index + 1, values);
  if (found !== undefined || segment === '' || node.parameter === undefined) return found;
  values.push(segment);
  const beyond = descend(node.parameter, segments, index + 1, values);
  if (beyond === undefined) values.pop();
  return beyond;
}

function literal<T>(node: Node<T>, segment: string): Node<T> {
  const next = node.literals.get(segment) ?? newNode<T>();
  node.literals.set(segment, next);
  return next;
}

function newNode<T>(): Node<T> {
  return { literals: new Map(), parameter: undefined, greedy: undefined, leaf: undefined };
}
