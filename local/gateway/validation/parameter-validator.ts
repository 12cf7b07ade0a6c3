import type { RequestValidator, ValidatedRequest } from './request-validator';

type Location = 'header' | 'path' | 'querystring';

/** The service lists what is missing in this order. */
const LOCATIONS: readonly Location[] = ['header', 'path', 'querystring'];

interface Parameter {
  readonly location: Location;
  readonly name: string;
}

/**
 * Every required parameter has to be there and must not be blank; its type and form are not checked.
 *
 * @param declared `method.request.{header|path|querystring}.<name>` and whether it is required.
 */
export function compileParameterValidator(declared: ReadonlyMap<string, boolean>): RequestValidator {
  const parsed = [...declared].filter(([, required]) => required).map(([expression]) => parse(expression)).filter((one) => one !== undefined);
  const required = LOCATIONS.flatMap((location) => parsed.filter((parameter) => parameter.location === location));
  return (request) => {
    const missing = required.filter((parameter) => !isGiven(request, parameter));
    if (missing.length === 0) return undefined;
    const message = `Missing required request parameters: [${missing.map(({ name }) => name).join(', ')}]`;
    const reason = `required, but missing or blank: ${missing.map(({ location, name }) => `${location} ${name}`).join(', ')}`;
    return { responseType: 'BAD_REQUEST_PARAMETERS', message, errorType: 'BadRequestException', reason };
  };
}

function parse(expression: string): Parameter | undefined {
  const [, location, name] = /^method\.request\.(?:multivalue)?(header|path|querystring)\.(.+)$/.exec(expression) ?? [];
  const known = LOCATIONS.find((one) => one === location);
  return known === undefined || name === undefined ? undefined : { location: known, name };
}

function isGiven(request: ValidatedRequest, { location, name }: Parameter): boolean {
  switch (location) {
    case 'header': return request.headers.get(name.toLowerCase())?.values.some(isPresent) ?? false;
    case 'path': return isPresent(request.pathParameters.get(name) ?? '');
    case 'querystring': return request.query.get(name)?.some(isPresent) ?? false;
  }
}

function isPresent(value: string): boolean {
  return value.trim() !== '';
}
