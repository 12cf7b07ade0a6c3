/** An answer in the shape that a Lambda proxy integration expects. */
export function json(statusCode, body) {
  return { statusCode, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}
