/** Headers that are about one connection and end at the gateway, in either direction. */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection', 'expect', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade',
]);

export function isHopByHop(lowerCaseName: string): boolean {
  return HOP_BY_HOP.has(lowerCaseName);
}

/** Of what a backend answers, what the gateway writes itself: lengths are measured, the time is its own. */
const WRITTEN_HERE: ReadonlySet<string> = new Set(['content-length', 'date', 'apigw-requestid']);

/** Whether a header that a backend answered with does not reach the caller. */
export function isKeptBack(lowerCaseName: string): boolean {
  return HOP_BY_HOP.has(lowerCaseName) || WRITTEN_HERE.has(lowerCaseName);
}
