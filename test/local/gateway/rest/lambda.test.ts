import { Harness, functionUri, integration, returning } from './gateway-harness';
import { InvokeOptions } from '../../../../local/lambda/function-runtime';
import { RestIntegration, RestIntegrationResponse } from '../../../../local/model/rest-api';
import { method, restApi } from '../../../support/models';

function answer(statusCode: string, overrides: Partial<RestIntegrationResponse> = {}): RestIntegrationResponse {
  return { statusCode, responseParameters: new Map(), responseTemplates: new Map(), ...overrides };
}

const serve = (overrides: Partial<RestIntegration> = {}): Harness =>
  new Harness(restApi({ '/{id}': [method('ANY', { integration: integration('AWS', { httpMethod: 'POST', uri: functionUri(), responses: [answer('200')], ...overrides }) })] }));
const fails = (errorMessage: string) => (): { kind: 'error'; payload: string } => ({ kind: 'error', payload: JSON.stringify({ errorMessage, errorType: 'Error' }) });

describe('a function behind a mapping', () => {
  test('gets the rendered template and its value is the body', async () => {
    const harness = serve({ requestTemplates: new Map([['application/json', '{"id": "$input.params(\'id\')"}']]) }).handler((event) => ({ kind: 'success', payload: event }));
    expect(await harness.call('/7')).toMatchObject({ status: 200, body: '{"id": "7"}', headers: { 'content-type': 'application/json', 'x-amzn-trace-id': expect.stringContaining('Root=1-') as string } });
  });

  test.each([
    ['', '{}'],
    ['{"a": 1}', '{"a": 1}'],
    ['"text"', '"text"'],
  ])('gets the body %j as it is without a template', async (body, event) => {
    expect((await serve().handler((got) => ({ kind: 'success', payload: got })).call('/7', { method: 'POST', body })).body).toBe(event);
  });

  test('is not called with what is no JSON', async () => {
    expect(await serve().handler(returning(1)).call('/7', { method: 'POST', body: 'plain' })).toMatchObject({ status: 400, body: '{"message": "Could not parse request body into json"}' });
  });

  test.each([
    ['Raising four hundred now', 405],
    ['anything else', 502],
    ['', 200],
  ])('that fails with %j selects the response', async (message, status) => {
    const responses = [answer('200', { selectionPattern: '' }), answer('405', { selectionPattern: '.*four hundred.*' }), answer('502', { selectionPattern: '.+' })];
    const reply = await serve({ responses }).handler(fails(message)).call('/7');
    expect(reply.status).toBe(status);
    expect(JSON.parse(reply.body)).toMatchObject({ errorMessage: message });
  });

  test('that succeeds selects the default response, whatever it returned', async () => {
    const responses = [answer('500', { selectionPattern: '.*' }), answer('200')];
    expect(await serve({ responses }).handler(returning('boom')).call('/7')).toMatchObject({ status: 200, body: '"boom"' });
  });

  test('is mapped into headers and template', async () => {
    const responses = [answer('302', {
      responseParameters: new Map([['method.response.header.Location', 'integration.response.body.to'], ['method.response.header.Id', 'method.request.path.id']]),
      responseTemplates: new Map([['application/json', 'went to $input.path(\'$.to\')']]),
    })];
    expect(await serve({ responses }).handler(returning({ to: '/next' })).call('/7')).toMatchObject({ status: 302, body: 'went to /next', headers: { location: '/next', id: '7' } });
  });

  test('can not break the reply with what it returns', async () => {
    const responses = [answer('200', { responseParameters: new Map([['method.response.header.Location', 'integration.response.body.to']]) })];
    expect(await serve({ responses }).handler(returning({ to: 'x\r\nSet-Cookie: evil=1' })).call('/7')).toMatchObject({ status: 500 });
  });

  test('runs on its own with the invocation type Event', async () => {
    const events: string[] = [];
    let call: InvokeOptions | undefined;
    const harness = serve({ requestParameters: new Map([['integration.request.header.X-Amz-Invocation-Type', '\'Event\'']]), responses: [answer('202')] })
      .handler(async (event, options) => {
        events.push(event);
        call = options;
        return new Promise(() => undefined);
      });
    expect(await harness.call('/7', { method: 'POST', body: '{"a":1}' })).toMatchObject({ status: 202, body: '' });
    expect(events).toEqual(['{"a":1}']);
    harness.clock.advance(29_000);
    await Promise.resolve();
    expect(call?.isWanted?.()).toBe(true);
  });

  test.each([
    ['AWS', {}], ['AWS', { requestParameters: new Map([['integration.request.header.X-Amz-Invocation-Type', '\'Event\'']]) }], ['AWS_PROXY', {}],
  ] as const)('never succeeds by %s %j where it can not run here', async (type, overrides) => {
    const harness = serve({ type, ...overrides });
    const run = jest.fn();
    jest.spyOn(harness.functions, 'find').mockReturnValue({ name: 'Shop-Py', logicalId: 'Py', notServed: 'its code /home/ann/x.zip is a file', run });
    const reply = await harness.call('/7');
    expect(reply).toMatchObject({ status: 501, headers: { 'x-amzn-errortype': 'NotServedLocally' }, body: expect.stringContaining('function Py can\'t run here') as string });
    expect(reply.body).not.toContain('ann');
    expect(harness.reasons).toEqual(['function Py can\'t run here: its code /home/ann/x.zip is a file']);
    expect(run).not.toHaveBeenCalled();
  });

  test('is called by its stage', async () => {
    const [stage] = restApi({}).stages;
    const uri = functionUri('arn:aws:lambda:us-east-1:123456789012:function:${stageVariables.fn}');
    const harness = new Harness(restApi({ '/x': [method('GET', { integration: integration('AWS', { uri, responses: [answer('200')], requestTemplates: new Map([['application/json', '{"v": "$stageVariables.version"}']]) }) })] },
      { stages: stage ? [{ ...stage, variables: new Map([['fn', 'blue'], ['version', '1.0']]) }] : [] }));
    harness.handler((event) => ({ kind: 'success', payload: event }), 'arn:aws:lambda:us-east-1:123456789012:function:blue');
    expect((await harness.call('/x')).body).toBe('{"v": "1.0"}');
  });
});
