import { listProfiles } from './profile-table.mjs';
import { json } from './response.mjs';

export async function handler(event) {
  const { limit = '20', after } = event.queryStringParameters ?? {};
  if (!/^\d{1,3}$/.test(limit) || +limit < 1 || +limit > 100) return json(400, { message: 'limit must be a number from 1 to 100' });
  // Keys of the table are 2048 bytes at most.
  if (after !== undefined && (after === '' || Buffer.byteLength(after) > 2048)) return json(400, { message: 'after must be the "next" of a page' });
  return json(200, await listProfiles(+limit, after));
}
