import * as apigateway from 'aws-cdk-lib/aws-apigateway';

/** What an order must look like; API Gateway refuses anything else before a function runs. */
export const orderSchema: apigateway.JsonSchema = {
  schema: apigateway.JsonSchemaVersion.DRAFT4,
  type: apigateway.JsonSchemaType.OBJECT,
  required: ['items'],
  additionalProperties: false,
  properties: {
    items: {
      type: apigateway.JsonSchemaType.ARRAY,
      minItems: 1,
      maxItems: 50,
      items: {
        type: apigateway.JsonSchemaType.OBJECT,
        required: ['sku', 'quantity'],
        additionalProperties: false,
        properties: {
          sku: { type: apigateway.JsonSchemaType.STRING, pattern: '^[A-Z0-9-]{3,20}$' },
          quantity: { type: apigateway.JsonSchemaType.INTEGER, minimum: 1, maximum: 1000 },
        },
      },
    },
    note: { type: apigateway.JsonSchemaType.STRING, maxLength: 500 },
  },
};
