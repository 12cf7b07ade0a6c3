import { Catalogue } from '../console/catalogue';

/** The one line of `start --ready-json`. Scripts rely on its form. */
export function readyLine({ apis }: Catalogue): string {
  return JSON.stringify({
    ready: true,
    apis: apis.map(({ stack, logicalId, apiId, type, stages }) => ({
      stack, logicalId, apiId, type, stages: stages.map(({ name, url, host }) => ({ name, url, ...(host !== undefined && { host }) })),
    })),
  });
}
