/**
 * A path as functions see it and as routes are matched against: percent-decoded as a whole, so that an encoded slash separates segments like any other, and cut at
 * an encoded question mark. What is no valid encoding stays as it is. Dots are segments like any other: nothing is resolved.
 *
 * @see https://github.com/middleapi/standard-server/pull/93 captures of the service
 * @see https://github.com/honojs/hono/issues/2156 an event with a path of encoded slashes
 */
export function decodePath(path: string): string {
  if (!path.includes('%')) return path;
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return path;
  }
  const question = decoded.indexOf('?');
  return question < 0 ? decoded : decoded.slice(0, question);
}
