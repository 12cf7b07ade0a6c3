import { fields } from './profile-fields.mjs';
import { json } from './response.mjs';

export async function handler() {
  return json(200, { fields });
}
