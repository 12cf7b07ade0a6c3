import { Properties } from '../properties';

/** Path of the first server, its variables replaced by their defaults. */
function serverPath(document: Properties): string {
  const server = document.objects('servers')[0];
  if (!server) return '';
  const variables = new Map(server.object('variables').members().map(([name, variable]) => [name, variable.text('default') ?? '']));
  // The variable counts even if the URL does not use it.
  const own = variables.get('basePath');
  if (own !== undefined) return own;
  const url = (server.text('url') ?? '').replace(/\{([^}]+)\}/g, (_, name: string) => variables.get(name) ?? '');
  return url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '');
}

/** What becomes of the base path of a document: nothing (the default), all of it, or all but its first part stands before each of its paths. */
export type BasePathMode = 'ignore' | 'prepend' | 'split';

/**
 * What the base path of a document puts before each of its paths.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-basePath.html
 */
export function basePathOf(document: Properties, mode: BasePathMode): string {
  const path = document.has('swagger') ? document.text('basePath') ?? '' : serverPath(document);
  const parts = path.split('/').filter(part => part !== '');
  if (mode === 'ignore') return '';
  return parts.slice(mode === 'split' ? 1 : 0).map(part => `/${part}`).join('');
}
