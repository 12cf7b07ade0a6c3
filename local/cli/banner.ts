import { Colours } from './colours';
import { allPrintable } from './printable';
import { Catalogue, CatalogueApi, CatalogueRoute, CatalogueStage } from '../console/catalogue';
import { tokenCommands } from '../console/token-command';

/** What a person reads once everything listens: addresses, keys, and a command for every route but preflights. */
export function banner(given: Catalogue, colours: Colours): string {
  const catalogue = allPrintable(given);
  const lines = ['', `${colours.bold('Console')}  ${colours.cyan(catalogue.console)}`];
  for (const { kind, name, accessKeyId, secretAccessKey } of catalogue.callers) {
    lines.push(`${colours.bold(kind === 'role' ? 'Role' : 'User')}     ${name}  access key ${colours.green(accessKeyId)}  secret ${colours.green(secretAccessKey)}`);
  }
  if (catalogue.issuer) {
    const { standsInFor } = catalogue.issuer;
    // A command of one of several issuers names it.
    const origin = standsInFor.length === 1 ? `  ${colours.dim(`in place of ${standsInFor.join()}`)}` : '';
    for (const command of tokenCommands(standsInFor)) lines.push(`${colours.bold('Tokens')}   ${command}${origin}`);
  }
  if (catalogue.monitoring !== undefined) {
    lines.push(`${colours.bold('Metrics')}  ${colours.cyan(catalogue.monitoring)}  ${colours.dim('alarms, logs, queues and secrets too, for AWS SDKs and the AWS CLI (--endpoint-url)')}`);
  }
  for (const api of catalogue.apis) lines.push(...apiLines(api, colours));
  if (catalogue.apis.length === 0) lines.push('', 'The templates hold no API that can be served.');
  return `${lines.join('\n')}\n\n`;
}

function apiLines(api: CatalogueApi, colours: Colours): string[] {
  const title = `${colours.bold(api.name)}  ${colours.dim(`${api.type} API ${api.logicalId} of stack ${api.stack}`)}`;
  const lines: string[] = [];
  if (api.stages.length === 0) return ['', title, '  no stage, so nothing of it is served'];
  const { credentials } = api;
  if (credentials) lines.push(`  IAM  access key ${colours.green(credentials.accessKeyId)}  secret ${colours.green(credentials.secretAccessKey)}`);
  return ['', title, ...lines, ...api.stages.flatMap((stage) => stageLines(stage, colours))];
}

function stageLines(stage: CatalogueStage, colours: Colours): string[] {
  const lines = [`  stage ${stage.name}  ${colours.cyan(stage.url)}`];
  if (stage.domains) lines.push(`  ${stage.host === undefined ? 'also' : 'only'} with the Host ${stage.domains.join(', ')}`);
  for (const tier of stage.tiers) {
    const limits = [tier.throttle, tier.quota].filter((limit) => limit !== undefined).join(', ') || 'no limits';
    lines.push(`  plan ${colours.bold(tier.name)}  ${colours.dim(limits)}`);
    for (const key of tier.keys) lines.push(`    key of ${key.customerId ?? key.name}  ${colours.green(key.value)}${key.enabled ? '' : ' (disabled)'}`);
  }
  const preflights = stage.routes.filter(isPreflight);
  for (const route of stage.routes) {
    if (!preflights.includes(route)) lines.push('', routeLine(`${route.method} ${route.path}`, route, colours), `    ${route.curl}`);
  }
  const [preflight] = preflights;
  if (preflight) lines.push('', routeLine(`OPTIONS of ${preflights.length} ${preflights.length === 1 ? 'path' : 'paths'}`, preflight, colours));
  return lines;
}

/** What CORS adds to each path of a REST API. Browsers call it; the console page has its commands. */
function isPreflight({ method, target, needs }: CatalogueRoute): boolean {
  return method === 'OPTIONS' && target === 'mock' && needs === 'none';
}

function routeLine(name: string, { target, needs }: CatalogueRoute, colours: Colours): string {
  return `  ${colours.bold(name)}  ${colours.dim(`${target}; needs ${needs}`)}`;
}
