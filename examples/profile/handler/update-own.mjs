import { callerOf } from './caller.mjs';
import { problemOf } from './profile-fields.mjs';
import { putProfile } from './profile-table.mjs';
import { json } from './response.mjs';

/** The body as JSON; undefined when it is none. */
function bodyOf({ body = '', isBase64Encoded }) {
  try {
    return JSON.parse(isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body);
  } catch {
    return undefined;
  }
}

export async function handler(event) {
  const sub = callerOf(event);
  if (!sub) return json(403, { message: 'This token is about nobody' });
  const wanted = bodyOf(event);
  const problem = wanted === undefined ? 'the body must be JSON' : problemOf(wanted);
  if (problem) return json(400, { message: problem });
  const profile = { displayName: wanted.displayName, about: wanted.about ?? '', updatedAt: new Date().toISOString() };
  await putProfile(sub, profile);
  return json(200, profile);
}
