/** An answer of payload format 2.0. Nothing about a person is kept by a cache in between. */
export function json(statusCode, body) {
  return { statusCode, headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }, body: JSON.stringify(body) };
}
