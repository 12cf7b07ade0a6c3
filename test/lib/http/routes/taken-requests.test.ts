import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { RouteKey } from '../../../../lib/common/private/route-key';
import { type WrittenRoute, warnOfTakenRequests } from '../../../../lib/http/private/routes/taken-requests';
import { HttpRouteTree } from '../../../../local/gateway/http/routing/route-tree';
import { RouteTable } from '../../../../local/gateway/rest/route-table';

const method = fc.constantFrom('ANY', 'GET', 'POST');
const segment = fc.constantFrom('a', 'b', '{x}', '{y}');
const routeKey = fc.tuple(method, fc.uniqueArray(segment, { maxLength: 3 }), fc.boolean())
  .map(([verb, segments, isGreedy]) => `${verb} /${[...segments, ...(isGreedy ? ['{rest+}'] : [])].join('/')}`);
const requests = ['GET', 'POST'].flatMap((verb) => ['/', '/a', '/b', '/c', '/a/a', '/a/b', '/b/a', '/b/c', '/c/a', '/c/c', '/a/b/c', '/b/b/b', '/c/a/b', '/a/b/c/d', '/c/c/c/c'].map((path) => [verb, path] as const));

/** Which of the routes the local gateway chooses for an HTTP API, and which one for a REST API, where the path is looked at first. */
function chosen(keys: readonly string[], [verb, path]: readonly [string, string]): [string | undefined, string | undefined] {
  const tree = new HttpRouteTree<string>();
  const table = new RouteTable();
  for (const key of keys) {
    tree.add(key, key);
    const [own = '', resource = ''] = key.split(' ');
    table.add(resource, own, { key } as never);
  }
  const match: unknown = table.find(path, verb)?.route;
  return [tree.find(verb, path)?.route, (match as { key: string } | undefined)?.key];
}

function warnings(open: string, guarded: string): string[] {
  const stack = new Stack(new App(), 'Shop');
  const routeOf = (text: string, of: 'nobody' | 'credentials'): WrittenRoute => {
    const key = RouteKey.parse(text, 'HTTP');
    return { key, route: { key, construct: new Construct(stack, of), isDecided: true, demands: { authorization: of, of, scopes: [] } } };
  };
  warnOfTakenRequests([routeOf(open, 'nobody'), routeOf(guarded, 'credentials')]);
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => /; add "([^"]+)"/.exec(String(entry.data))?.[1] ?? '');
}

const pairs = fc.tuple(routeKey, routeKey).filter(([one, other]) => RouteKey.parse(one, 'HTTP').shape !== RouteKey.parse(other, 'HTTP').shape);

test('whatever an open route takes from a guarded one, that the path alone would give to the guarded one, is warned of', () => {
  fc.assert(fc.property(pairs, ([open, guarded]) => {
    const taken = requests.filter((request) => {
      const [byVerb, byPath] = chosen([open, guarded], request);
      return byVerb === open && byPath === guarded;
    });
    if (taken.length > 0) expect(warnings(open, guarded)).toHaveLength(1);
  }), { numRuns: 400 });
});

test('the route that is named gives them back', () => {
  fc.assert(fc.property(pairs, ([open, guarded]) => {
    const [fix] = warnings(open, guarded);
    if (fix === undefined) return;
    const ofBoth = requests.filter((request) => chosen([open], request)[0] === open && chosen([guarded], request)[0] === guarded);
    for (const request of ofBoth) expect(chosen([open, guarded, fix], request)[0]).toBe(fix);
  }), { numRuns: 100 });
});
