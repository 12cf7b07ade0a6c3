import { callerOf } from './caller.mjs';
import { getProfile } from './profile-table.mjs';
import { json } from './response.mjs';

export async function handler(event) {
  const sub = callerOf(event);
  if (!sub) return json(403, { message: 'This token is about nobody' });
  return json(200, await getProfile(sub) ?? { displayName: '', about: '' });
}
