import { Json, JsonObject } from '../../json';

/** Claims that the service shows as dates. */
const dates = new Set(['exp', 'iat', 'nbf']);

/** Claims of a Cognito token as events show them: all texts, lists joined by commas, `exp` and `iat` as `Tue Apr 04 18:39:39 UTC 2023`. */
export function renderClaims(claims: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, dates.has(name) && typeof value === 'number' ? date(value) : render(value)]));
}

function render(value: Json): string {
  if (Array.isArray(value)) return value.map(render).join(',');
  return value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** As Java prints a date. */
function date(seconds: number): string {
  const moment = new Date(seconds * 1000);
  if (Number.isNaN(moment.getTime())) return String(seconds);
  const [weekday = '', day = '', month = '', year = '', time = ''] = moment.toUTCString().replace(',', '').split(' ');
  return `${weekday} ${month} ${day} ${time} UTC ${year}`;
}
