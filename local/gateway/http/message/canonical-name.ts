/** Names as they were given and as they are written: functions answer with the same few all the time. */
const known = new Map<string, string>();
const MOST_REMEMBERED = 500;

/**
 * A header name as the service writes it: `myheader` becomes `Myheader`, `x-request-id` becomes `X-Request-Id`.
 *
 * @see https://github.com/aws/aws-lambda-dotnet Tools/LambdaTestTool-v2/tests, snapshot V2_HandlesHeadersCorrectly
 */
export function canonicalName(name: string): string {
  const remembered = known.get(name);
  if (remembered !== undefined) return remembered;
  const canonical = name.split('-').map((part) => part.slice(0, 1).toUpperCase() + part.slice(1).toLowerCase()).join('-');
  if (known.size < MOST_REMEMBERED && name.length < 100) known.set(name, canonical);
  return canonical;
}
