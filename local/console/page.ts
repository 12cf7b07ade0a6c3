import { Catalogue, CatalogueApi, CatalogueRoute, CatalogueStage, CatalogueTier } from './catalogue';
import { html, Markup } from './html';
import { SCRIPT, STYLE } from './page-assets';
import { tokenCommands } from './token-command';
import { NotServed } from '../model/model';

/** The console's page: one self-contained document. */
export function page(catalogue: Catalogue): string {
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>apigateway-local</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<header>
<h1>apigateway-local</h1>
<p class="soft">${count(catalogue.apis.length, 'API')} served from the synthesized templates. The same as data: <a href="/apis.json">apis.json</a></p>
</header>
<main>
${catalogue.apis.map(apiSection)}
${callerSection(catalogue)}
${notServedSection(catalogue.notServed)}
</main>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`;
  return document.text;
}

function apiSection(api: CatalogueApi): Markup {
  return html`<section aria-label="${api.name}">
<h2>${api.name}</h2>
<p class="soft">${api.type} API <code>${api.logicalId}</code> of stack <code>${api.stack}</code></p>
${api.credentials && html`<p>Sign with access key <code>${api.credentials.accessKeyId}</code>, secret <code>${api.credentials.secretAccessKey}</code></p>`}
${api.stages.length === 0 ? html`<p class="warn">It has no stage, so nothing of it is served.</p>` : api.stages.map(stageSection)}
</section>
`;
}

function stageSection(stage: CatalogueStage): Markup {
  return html`<h3>Stage ${stage.name}: <code>${stage.url}</code></h3>
${stage.domains && html`<p class="soft">${stage.host === undefined ? 'Also for requests' : 'Only for requests'} with the Host ${stage.domains.map((domain) => html`<code>${domain}</code> `)}</p>`}
${tierTable(stage.tiers)}
<div class="scroll"><table>
<caption class="soft">Routes</caption>
<thead><tr><th scope="col">Route</th><th scope="col">Needs</th><th scope="col">Answered by</th><th scope="col">Call</th></tr></thead>
<tbody>
${stage.routes.map(routeRow)}</tbody>
</table></div>
`;
}

function routeRow(route: CatalogueRoute): Markup {
  return html`<tr><th scope="row"><code><span class="method">${route.method}</span> ${route.path}</code></th><td>${route.needs}</td><td>${route.target}</td><td class="call" data-route="${route.method} ${route.path}"><code>${route.curl}</code></td></tr>
`;
}

function tierTable(tiers: readonly CatalogueTier[]): Markup {
  if (tiers.length === 0) return html``;
  return html`<div class="scroll"><table>
<caption class="soft">Usage plans and their local keys</caption>
<thead><tr><th scope="col">Plan</th><th scope="col">Throttle</th><th scope="col">Quota</th><th scope="col">Keys</th></tr></thead>
<tbody>
${tiers.map((tier) => html`<tr><th scope="row">${tier.name}</th><td>${tier.throttle ?? 'none'}</td><td>${tier.quota ?? 'none'}</td><td>${keyList(tier)}</td></tr>
`)}</tbody>
</table></div>
`;
}

function keyList({ keys }: CatalogueTier): Markup {
  if (keys.length === 0) return html`no key`;
  return html`${keys.map(({ name, customerId, value, enabled }) => html`<div>${customerId ?? name}: <code>${value}</code>${enabled ? '' : ' (disabled)'}</div>`)}`;
}

function callerSection({ callers, issuer }: Catalogue): Markup {
  return html`${callers.length === 0 ? undefined : html`<section aria-label="Callers">
<h2>Roles and users that may call</h2>
<ul>
${callers.map(({ kind, name, stack, accessKeyId, secretAccessKey }) => html`<li>${kind} <code>${name}</code> <span class="soft">of stack ${stack}</span>: access key <code>${accessKeyId}</code>, secret <code>${secretAccessKey}</code></li>
`)}</ul>
</section>
`}${issuer && html`<section aria-label="Tokens">
<h2>Tokens</h2>
<p>The local issuer <code>${issuer.url}</code> stands in for ${issuer.standsInFor.map((name) => html`<code>${name}</code> `)}</p>
${tokenCommands(issuer.standsInFor).map((command) => html`<p>A token: <code>${command}</code></p>
`)}</section>
`}`;
}

function notServedSection(notServed: readonly NotServed[]): Markup {
  if (notServed.length === 0) return html``;
  return html`<section aria-label="Not served">
<h2>Not served here</h2>
<ul>
${notServed.map(({ stack, logicalId, type, detail }) => html`<li><code>${stack}/${logicalId}</code> <span class="soft">${type}</span>: ${detail}</li>
`)}</ul>
</section>`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
