import { randomBytes } from 'node:crypto';
import { customerOf } from './customer.mjs';
import { putOrder } from './order-table.mjs';
import { json } from './response.mjs';

/** Sorts by time and can't be guessed: 12 hex digits of milliseconds, then 80 random bits. */
const newOrderId = (now) => now.toString(16).padStart(12, '0') + randomBytes(10).toString('hex');

export async function handler(event) {
  // The request validator has checked the body against the schema already.
  const { items, note } = JSON.parse(event.body);
  const now = Date.now();
  const order = { orderId: newOrderId(now), createdAt: new Date(now).toISOString(), items, ...(note !== undefined && { note }) };
  await putOrder(customerOf(event), order);
  return json(201, order);
}
