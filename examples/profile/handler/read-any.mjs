import { getProfile } from './profile-table.mjs';
import { json } from './response.mjs';

export async function handler(event) {
  const { sub } = event.pathParameters;
  // Keys of the table are 2048 bytes at most.
  const profile = Buffer.byteLength(sub) <= 2048 ? await getProfile(sub) : undefined;
  return profile ? json(200, { sub, ...profile }) : json(404, { message: 'No such profile' });
}
