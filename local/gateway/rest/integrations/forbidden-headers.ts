import { RestIntegration } from '../../../model/rest-api';

const HEADER = 'integration.request.header.';
const HTTP: ReadonlySet<string> = new Set(['content-length', 'transfer-encoding']);
const AWS: ReadonlySet<string> = new Set([...HTTP, 'authorization', 'connection', 'expect', 'proxy-authenticate', 'te']);

/** The header that an integration maps although it must not: every call of it fails then. Undefined: there is none. */
export function forbiddenHeader({ type, requestParameters }: RestIntegration): string | undefined {
  const forbidden = type.startsWith('AWS') ? AWS : type.startsWith('HTTP') ? HTTP : undefined;
  const names = [...requestParameters.keys()].filter((name) => name.startsWith(HEADER)).map((name) => name.slice(HEADER.length));
  return names.find((name) => forbidden?.has(name.toLowerCase()));
}
