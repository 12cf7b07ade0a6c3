import { DynamoDBClient, GetItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({});
const TableName = process.env.TABLE_NAME;

const profileOf = ({ document }) => JSON.parse(document.S);

/** Somebody's profile, or undefined when there is none. */
export async function getProfile(sub) {
  const { Item } = await client.send(new GetItemCommand({ TableName, Key: { sub: { S: sub } } }));
  return Item && profileOf(Item);
}

/** Replaces somebody's profile. */
export async function putProfile(sub, profile) {
  await client.send(new PutItemCommand({ TableName, Item: { sub: { S: sub }, document: { S: JSON.stringify(profile) } } }));
}

/** Some profiles with whose they are, and after whom the next page starts. */
export async function listProfiles(limit, after) {
  const { Items = [], LastEvaluatedKey } = await client.send(new ScanCommand({
    TableName, Limit: limit, ...(after && { ExclusiveStartKey: { sub: { S: after } } }),
  }));
  return { profiles: Items.map((item) => ({ sub: item.sub.S, ...profileOf(item) })), next: LastEvaluatedKey?.sub.S };
}
