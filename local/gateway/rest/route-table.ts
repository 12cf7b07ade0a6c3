import { CompiledRestRoute } from './compiled-rest-api';

/** Where a request leads to. */
export interface RouteMatch {
  readonly route: CompiledRestRoute;
  /** Parameters as the caller wrote them: the service does not decode them. */
  readonly pathParameters: ReadonlyMap<string, string>;
}

interface Branch {
  readonly parameter: string;
  readonly node: Node;
}

interface Node {
  readonly literals: Map<string, Node>;
  readonly parameters: Branch[];
  readonly greedy: Branch[];
  readonly routes: Map<string, CompiledRestRoute>;
}

/**
 * Finds the method for a request as the service does: segment by segment, a literal before `{parameter}` before `{greedy+}`, and only
 * resources that have the verb (or `ANY`) count, so that a verb which a resource lacks falls through to the next best resource.
 *
 * A slash at the end is ignored; `%2F` does not separate segments.
 */
export class RouteTable {
  private readonly root = newNode();

  public add(path: string, httpMethod: string, route: CompiledRestRoute): void {
    let node = this.root;
    for (const segment of path.split('/').filter((part) => part !== '')) {
      const greedy = /^\{(.+)\+\}$/.exec(segment)?.[1];
      const parameter = /^\{(.+)\}$/.exec(segment)?.[1];
      if (greedy !== undefined) node = branch(node.greedy, greedy);
      else if (parameter !== undefined) node = branch(node.parameters, parameter);
      else node = literal(node, segment);
    }
    node.routes.set(httpMethod, route);
  }

  public find(rawPath: string, method: string): RouteMatch | undefined {
    const segments = rawPath.split('/');
    segments.shift();
    if (segments.at(-1) === '') segments.pop();
    const values: string[] = [];
    const route = descend(this.root, segments, 0, method, values);
    if (route === undefined) return undefined;
    return { route, pathParameters: values.length === 0 ? NO_PARAMETERS : toMap(values) };
  }
}

const NO_PARAMETERS: ReadonlyMap<string, string> = new Map();

/** @param values parameter names and values in turn, of the branch that is being tried */
function descend(node: Node, segments: readonly string[], index: number, method: string, values: string[]): CompiledRestRoute | undefined {
  const segment = segments[index];
  if (segment === undefined) return node.routes.get(method) ?? node.routes.get('ANY');
  const next = node.literals.get(segment);
  const found = next && descend(next, segments, index + 1, method, values);
  if (found) return found;
  if (segment !== '') {
    for (const { parameter, node: child } of node.parameters) {
      values.push(parameter, segment);
      const route = descend(child, segments, index + 1, method, values);
      if (route) return route;
      values.length -= 2;
    }
  }
  for (const { parameter, node: child } of node.greedy) {
    const route = child.routes.get(method) ?? child.routes.get('ANY');
    if (!route) continue;
    values.push(parameter, segments.slice(index).join('/'));
    return route;
  }
  return undefined;
}

function toMap(values: readonly string[]): Map<string, string> {
  const map = new Map<string, string>();
  for (let index = 0; index < values.length; index += 2) map.set(values[index] ?? '', values[index + 1] ?? '');
  return map;
}

function branch(branches: Branch[], parameter: string): Node {
  const known = branches.find((other) => other.parameter === parameter);
  if (known) return known.node;
  const added = { parameter, node: newNode() };
  branches.push(added);
  return added.node;
}

function literal(node: Node, segment: string): Node {
  const next = node.literals.get(segment) ?? newNode();
  node.literals.set(segment, next);
  return next;
}

function newNode(): Node {
  return { literals: new Map(), parameters: [], greedy: [], routes: new Map() };
}
