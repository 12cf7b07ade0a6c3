/**
 * How draft 4 says what keywords of other drafts and of OpenAPI say. API Gateway refuses to deploy keywords that it does not know.
 * @see https://json-schema.org/draft-06/json-schema-release-notes
 */
export const laterKeywords: Readonly<Record<string, string | ((shown: string) => string)>> = {
  const: (shown) => `write enum: [${shown}]`,
  contains: 'leave it out and check the items in the handler',
  propertyNames: 'write patternProperties with additionalProperties: false',
  ...Object.fromEntries(['if', 'then', 'else'].map((name) => [name, 'write the cases with oneOf or anyOf'])),
  ...Object.fromEntries(['dependentRequired', 'dependentSchemas'].map((name) => [name, 'write dependencies'])),
  prefixItems: 'write items with the list',
  $defs: 'write definitions, and "#/definitions/..." where it is referred to',
  $id: 'write id, or leave it out',
  nullable: 'add "null" to the list of type',
  ...Object.fromEntries(['example', 'examples'].map((name) => [name, 'leave it out, or put it into description'])),
};
