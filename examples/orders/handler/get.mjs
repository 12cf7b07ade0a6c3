import { customerOf } from './customer.mjs';
import { getOrder } from './order-table.mjs';
import { json } from './response.mjs';

export async function handler(event) {
  const order = await getOrder(customerOf(event), event.pathParameters.orderId);
  return order ? json(200, order) : json(404, { message: 'No such order' });
}
