const routeKey = /^(\$default|[A-Za-z]+ \/\S*)$/;

/** @throws when reason and route key of `addPublicRoute` are in each other's place. */
export function checkPublicRoute(reason: string, key: string): void {
  if (!routeKey.test(reason) || routeKey.test(key)) return;
  const [first, second] = [JSON.stringify(reason), JSON.stringify(key)];
  throw new Error(`addPublicRoute(reason, routeKey) got ${first} as the reason and ${second} as the route key; the reason comes first: addPublicRoute(${second ?? '"why everyone may call it"'}, ${first})`);
}
