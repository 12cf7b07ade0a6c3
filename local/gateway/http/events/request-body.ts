import { HttpExchange } from '../exchange';

const TEXTS: ReadonlySet<string> = new Set(['application/json', 'application/javascript', 'application/xml']);

/**
 * Whether functions get a body in base64: all but `text/*` and three more types, so forms too, and whatever has no content type.
 *
 * @see https://github.com/ministackorg/ministack/pull/766 verified on AWS
 */
export function isBase64({ request }: HttpExchange): boolean {
  if (request.body.length === 0) return false;
  const contentType = request.header('content-type');
  if (contentType === undefined) return true;
  const end = contentType.indexOf(';');
  const type = (end < 0 ? contentType : contentType.slice(0, end)).trim().toLowerCase();
  return !type.startsWith('text/') && !TEXTS.has(type);
}

/** The body as functions get it. */
export function eventBody(exchange: HttpExchange): string {
  return isBase64(exchange) ? exchange.request.body.toString('base64') : exchange.text;
}
