const routeKey = /^(\$default|[A-Za-z]+ \/\S*)$/;

/** @throws when reason and route key of `addPublicRoute` are in each other's place, or its options name who may call. */
export function checkPublicRoute(reason: string, key: string, { authorization }: { readonly authorization?: object }): void {
  const [first, second] = [JSON.stringify(reason), JSON.stringify(key)];
  if (routeKey.test(reason) && !routeKey.test(key)) {
    throw new Error(`addPublicRoute(reason, routeKey) got ${first} as the reason and ${second} as the route key; the reason comes first: addPublicRoute(${second ?? '"why everyone may call it"'}, ${first})`);
  }
  if (authorization) throw new Error(`addPublicRoute() got an authorization for route ${second}; leave it out, or use addRoute()`);
}
