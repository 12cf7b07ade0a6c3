import { customerOf } from './customer.mjs';
import { listOrders } from './order-table.mjs';
import { json } from './response.mjs';

const ORDER_ID = /^[0-9a-f]{32}$/;

export async function handler(event) {
  const { limit = '20', after } = event.queryStringParameters ?? {};
  if (!/^\d{1,3}$/.test(limit) || +limit < 1 || +limit > 100) return json(400, { message: 'limit must be a number from 1 to 100' });
  if (after !== undefined && !ORDER_ID.test(after)) return json(400, { message: 'after must be the id of an order' });
  return json(200, await listOrders(customerOf(event), +limit, after));
}
