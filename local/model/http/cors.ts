import { HttpCors } from '../http-api';
import { Properties } from '../properties';

const LONGEST_MAX_AGE = 86_400;

/** Reads a CORS configuration; `spelling` turns the member's name in a template into that of the document. */
export function readCors(properties: Properties, spelling: (member: string) => string): HttpCors {
  const maxAge = properties.number(spelling('MaxAge'));
  if (maxAge !== undefined && (!Number.isInteger(maxAge) || maxAge < -1 || maxAge > LONGEST_MAX_AGE)) {
    properties.refuse(spelling('MaxAge'), `whole seconds from -1 to ${LONGEST_MAX_AGE}`);
  }
  return {
    allowOrigins: properties.texts(spelling('AllowOrigins')),
    allowMethods: properties.texts(spelling('AllowMethods')),
    allowHeaders: properties.texts(spelling('AllowHeaders')),
    exposeHeaders: properties.texts(spelling('ExposeHeaders')),
    allowCredentials: properties.flag(spelling('AllowCredentials')) ?? false,
    ...(maxAge !== undefined && { maxAgeSeconds: maxAge }),
  };
}
