export const STAGE_ARN = 'arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/prod';

/** The event that API Gateway sends a REQUEST authorizer. */
export function restEvent(token: string, { method = 'GET', resource = '/orders', path = resource }: { method?: string; resource?: string; path?: string } = {}): Record<string, unknown> {
  const authorization = `Bearer ${token}`;
  return {
    type: 'REQUEST',
    methodArn: `${STAGE_ARN}/${method}${path}`,
    resource,
    path,
    httpMethod: method,
    headers: { Accept: '*/*', Authorization: authorization },
    multiValueHeaders: { Accept: ['*/*'], Authorization: [authorization] },
    queryStringParameters: {},
    requestContext: { path: `/prod${path}`, stage: 'prod', requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef', httpMethod: method, resourcePath: resource },
  };
}
