const SHORT: Readonly<Record<string, string>> = { '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '"': '\\"', '\'': '\\\'', '\\': '\\\\', '/': '\\/' };

const HALF_CHARACTER = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * `$util.escapeJavaScript`: quotes, slashes and everything outside printable ASCII become escape sequences.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export function escapeJavaScript(text: string): string {
  return text.replace(/[\\/"'\u0000-\u001f\u007f-\uffff]/g,
    (character) => SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`);
}

/** Percent-encodes a text; halves of characters, which have no encoding, become the replacement character. */
export function encodeText(text: string): string {
  return encodeURIComponent(text.replace(HALF_CHARACTER, '\ufffd'));
}

/** `$util.urlEncode`: as in a form, so a space is a plus sign. */
export function urlEncode(text: string): string {
  return encodeText(text).replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`).replace(/%20/g, '+');
}

/** `$util.urlDecode`; what is no valid encoding stays as it is. */
export function urlDecode(text: string): string {
  const spaced = text.replace(/\+/g, ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
