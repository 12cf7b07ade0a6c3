import { CatalogueCaller, CatalogueCredentials } from '../../console/catalogue';
import { UsageError } from '../../errors';

/**
 * Finds the keys of a role or user.
 *
 * @param wanted name, logical id, or the beginning of the logical id
 * @throws UsageError that lists the candidates when none or several fit
 */
export function findCaller(callers: readonly CatalogueCaller[], wanted: string): CatalogueCredentials {
  const exact = callers.filter(({ name, logicalId }) => name === wanted || logicalId === wanted);
  const [found, ...others] = exact.length > 0 ? exact : callers.filter(({ logicalId }) => logicalId.startsWith(wanted));
  if (found && others.length === 0) return { accessKeyId: found.accessKeyId, secretAccessKey: found.secretAccessKey };
  const list = callers.map(({ stack, logicalId }) => `${stack}/${logicalId}`).join(', ') || 'none: no template lets a role or user call an API';
  throw new UsageError(`${found ? 'several callers fit' : 'no caller is called'} ${JSON.stringify(wanted)}; there are ${list}`);
}
