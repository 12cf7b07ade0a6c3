import { CatalogueApi, CatalogueStage } from '../../console/catalogue';
import { UsageError } from '../../errors';

/** Ways in which a name can mean an API, the most specific first; the first one that fits any API decides. */
const MEANINGS: readonly ((api: CatalogueApi, name: string) => boolean)[] = [
  (api, name) => api.logicalId === name || `${api.stack}/${api.logicalId}` === name,
  (api, name) => api.apiId === name || api.name === name,
  (api, name) => `/${pathInStack(api)}/`.includes(`/${name}/`),
  (api, name) => `${api.constructPath ?? ''}/`.startsWith(`${name}/`),
  (api, name) => api.logicalId.startsWith(name),
];

/**
 * Finds an API by logical id, `<stack>/<logical id>`, API id, name, construct id or path, or the beginning of the logical id.
 * @throws UsageError that lists the candidates when none or several fit.
 */
export function findApi(apis: readonly CatalogueApi[], name: string): CatalogueApi {
  for (const means of MEANINGS) {
    const [found, ...others] = apis.filter((api) => means(api, name));
    if (found && others.length === 0) return found;
    if (found) throw new UsageError(`${JSON.stringify(name)} means several APIs: ${list([found, ...others])}; use one of these`);
  }
  throw new UsageError(`there is no API ${JSON.stringify(name)}; ${apis.length === 0 ? 'the templates hold none' : `the templates hold ${list(apis)}`}`);
}

/** Finds a stage; without a name the only one. @throws UsageError that lists the stages otherwise. */
export function findStage(api: CatalogueApi, name?: string): CatalogueStage {
  const names = api.stages.map((stage) => stage.name).join(', ') || 'none';
  const [first, ...others] = name === undefined ? api.stages : api.stages.filter((stage) => stage.name === name);
  if (first && others.length === 0) return first;
  if (first) throw new UsageError(`${api.stack}/${api.logicalId} has several stages, say which: ${names}`);
  throw new UsageError(`${api.stack}/${api.logicalId} has no stage${name === undefined ? '' : ` ${JSON.stringify(name)}; its stages: ${names}`}`);
}

function pathInStack({ constructPath }: CatalogueApi): string {
  return (constructPath ?? '').split('/').slice(1).join('/');
}

function list(apis: readonly CatalogueApi[]): string {
  return apis.map(({ stack, logicalId }) => `${stack}/${logicalId}`).join(', ');
}
