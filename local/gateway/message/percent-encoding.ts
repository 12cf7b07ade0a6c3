const HALF_CHARACTER = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Percent-encodes a text; halves of characters, which have no encoding, become the replacement character. */
export function encodeText(text: string): string {
  return encodeURIComponent(text.replace(HALF_CHARACTER, '\ufffd'));
}
