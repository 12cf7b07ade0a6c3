import { Properties } from '../properties';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];
const ANY = 'x-amazon-apigateway-any-method';

/** Operations of a path by their method, `GET` ... or `ANY`. */
export function operationsOf(path: Properties): (readonly [method: string, operation: Properties])[] {
  return [...METHODS, ANY].filter((member) => path.has(member)).map((member) => [member === ANY ? 'ANY' : member.toUpperCase(), path.object(member)]);
}
