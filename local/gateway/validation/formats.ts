import { isIPv4, isIPv6 } from 'node:net';

/**
 * The formats that are checked, with what json-schema-validator 2.2, the library whose messages the service returns, takes for valid.
 * Every other format is ignored, as the service does (recorded for `byte`).
 *
 * @see https://github.com/java-json-tools/json-schema-validator/wiki/Status
 */
export const formats: Readonly<Record<string, (text: string) => boolean>> = {
  'date-time': isDateTime,
  'email': isEmail,
  'hostname': isHostname,
  'ipv4': isIPv4,
  // An address that stands for one of version 4 counts as that.
  'ipv6': (text) => isIPv6(text) && !/^(::|(0{1,4}:){5})ffff:/i.test(text),
  'regex': isRegularExpression,
  'uri': isUri,
  'uuid': (text) => /^[0-9a-f]+(-[0-9a-f]+){4}$/i.test(text),
};

const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,12})?(Z|[+-]([01]\d|2[0-3]):?[0-5]\d)$/i;

function isDateTime(text: string): boolean {
  const [, ...fields] = DATE_TIME.exec(text) ?? [];
  const [year = NaN, month = NaN, day = NaN] = fields.slice(0, 3).map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** One address, with or without a name before it. */
function isEmail(text: string): boolean {
  const [, address = text] = /^[^<>@]*<([^<>]*)>$/.exec(text) ?? [];
  const at = address.lastIndexOf('@');
  if (at < 0) return false;
  const name = address.slice(0, at);
  const domain = address.slice(at + 1);
  const isName = /^"[^"\r\n]*"$/.test(name) || name.split('.').every((atom) => /^[^\s"(),.:;<>@[\\\]]+$/.test(atom));
  const isDomain = /^\[[\w.:]+\]$/.test(domain) || domain.split('.').every((label) => /^[\p{L}\d-]+$/u.test(label));
  return isName && isDomain;
}

/** Labels of letters, digits, `-` and `_`; the last one does not start with a digit. */
function isHostname(text: string): boolean {
  const labels = text.replace(/\.$/, '').split('.');
  const last = labels.at(-1) ?? '';
  return text.length <= 253 && !/^\d/.test(last) && labels.every((label) => label.length <= 63 && /^[\p{L}\d]([\p{L}\d_-]*[\p{L}\d])?$/u.test(label));
}

/** As of ECMAScript 3: without named groups and without looking behind. */
function isRegularExpression(text: string): boolean {
  try {
    new RegExp(text);
    return !text.includes('(?<');
  } catch {
    return false;
  }
}

/** Absolute or relative, as `java.net.URI` parses it; characters outside of ASCII may stand for themselves. */
function isUri(text: string): boolean {
  if (/^[a-z][a-z\d+.-]*:$/i.test(text) || /^([a-z][a-z\d+.-]*:)?\/\/$/i.test(text)) return false;
  return /^([^\s\p{Cc}"<>\\^`{|}%#]|%[\da-f]{2})*(#([^\s\p{Cc}"<>\\^`{|}%#]|%[\da-f]{2})*)?$/iu.test(text);
}
