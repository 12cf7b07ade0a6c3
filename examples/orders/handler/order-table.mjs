import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({});
const TableName = process.env.TABLE_NAME;

/** Stores a new order; an order id is never used twice. */
export async function putOrder(customer, order) {
  await client.send(new PutItemCommand({
    TableName,
    Item: { customer: { S: customer }, orderId: { S: order.orderId }, document: { S: JSON.stringify(order) } },
    ConditionExpression: 'attribute_not_exists(orderId)',
  }));
}

/** The order, or undefined when this customer has none of that id. */
export async function getOrder(customer, orderId) {
  const { Item } = await client.send(new GetItemCommand({ TableName, Key: { customer: { S: customer }, orderId: { S: orderId } } }));
  return Item && JSON.parse(Item.document.S);
}

/** A page of the customer's orders, newest first, and the order id that the next page starts after. */
export async function listOrders(customer, limit, after) {
  const { Items = [], LastEvaluatedKey } = await client.send(new QueryCommand({
    TableName,
    KeyConditionExpression: 'customer = :customer',
    ExpressionAttributeValues: { ':customer': { S: customer } },
    ScanIndexForward: false,
    Limit: limit,
    ...(after && { ExclusiveStartKey: { customer: { S: customer }, orderId: { S: after } } }),
  }));
  return { orders: Items.map((item) => JSON.parse(item.document.S)), next: LastEvaluatedKey?.orderId.S };
}
