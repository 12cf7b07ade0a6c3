import { type CustomResourceEvent, urlResponder } from '../../../handlers/shared/custom-resource';

const event: CustomResourceEvent = {
  RequestType: 'Create', ResponseURL: 'https://bucket.example.com/signed?x=1', StackId: 'stack', RequestId: 'request', LogicalResourceId: 'logical', ResourceProperties: {},
};

test('the answer goes to the signed URL, without a content type and within 4 KB', async () => {
  const calls: [unknown, RequestInit | undefined][] = [];
  await urlResponder(async (url, init) => {
    calls.push([url, init]);
    return new Response();
  }).respond(event, { status: 'FAILED', physicalResourceId: 'id', reason: 'x'.repeat(10_000) });
  expect(calls).toEqual([[event.ResponseURL, expect.objectContaining({ method: 'PUT', headers: { 'content-type': '' } })]]);
  const body = String(calls[0]?.[1]?.body);
  expect(JSON.parse(body)).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'id', StackId: 'stack', RequestId: 'request', LogicalResourceId: 'logical' });
  expect(body.length).toBeLessThan(4096);
});

test('an answer that is refused is an error, so that Lambda tries again', async () => {
  await expect(urlResponder(async () => new Response('', { status: 403 })).respond(event, { status: 'SUCCESS', physicalResourceId: 'id' })).rejects.toThrow('status 403');
});
