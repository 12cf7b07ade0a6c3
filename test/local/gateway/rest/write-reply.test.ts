import { createServer, request as send, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { writeReply } from '../../../../local/gateway/message/write-reply';

interface Answer {
  readonly status: number | undefined;
  readonly length: string | undefined;
  readonly body: string;
}

/** Answers that a server gives when it gets two requests at once and replies to both in one turn of the event loop. */
async function answersOf(reply: (first: ServerResponse, second: ServerResponse) => void): Promise<Answer[]> {
  const waiting: ServerResponse[] = [];
  const server = createServer((_request, response) => {
    waiting.push(response);
    const [first, second] = waiting;
    if (first && second) reply(first, second);
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  const answers = await Promise.all(['/1', '/2'].map(async (path) => new Promise<Answer>((resolve, reject) => {
    send({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => { body += chunk.toString(); });
      response.on('end', () => resolve({ status: response.statusCode, length: response.headers['content-length'], body }));
    }).on('error', reject).end();
  })));
  await new Promise((resolve) => { server.close(resolve); });
  return answers;
}

test('replies of one turn all reach their callers', async () => {
  const answers = await answersOf((first, second) => {
    writeReply(first, { status: 200, headers: [], body: 'grün' });
    writeReply(second, { status: 201, headers: [], body: Buffer.from('two') });
  });
  expect(answers).toEqual(expect.arrayContaining([{ status: 200, length: '5', body: 'grün' }, { status: 201, length: '3', body: 'two' }]));
});

test.each([204, 304])('a %i has no length', async (status) => {
  const answers = await answersOf((first, second) => [first, second].forEach((response) => writeReply(response, { status, headers: [], body: '' })));
  expect(answers).toEqual([{ status, length: undefined, body: '' }, { status, length: undefined, body: '' }]);
});

test('headers that can not be sent fail at once, for the reply that has them only', async () => {
  const answers = await answersOf((first, second) => {
    expect(() => writeReply(first, { status: 200, headers: ['x-bad', 'one\r\ntwo'], body: '' })).toThrow('x-bad');
    writeReply(first, { status: 500, headers: [], body: 'failed' });
    writeReply(second, { status: 200, headers: [], body: 'fine' });
  });
  expect(answers.map(({ body }) => body).sort()).toEqual(['failed', 'fine']);
});

test('a caller that is gone keeps no other from its reply', async () => {
  const server = createServer((_request, response) => {
    response.destroy();
    writeReply(response, { status: 200, headers: [], body: 'nobody reads this' });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  await expect(new Promise((_resolve, reject) => { send({ host: '127.0.0.1', port, agent: false }).on('error', reject).end(); })).rejects.toThrow('socket hang up');
  await new Promise((resolve) => { server.close(resolve); });
});
