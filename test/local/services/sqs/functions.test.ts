import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { queueModel } from './local-sqs';
import { withLocalQueueUrls } from '../../../../local/services/sqs/local-queue-url';
import { AppFolder, restTemplate } from '../../../support/app-folder';
import { closeRuntimes, startRuntime, urlOf } from '../../../support/start-runtime';

afterEach(closeRuntimes);

const CODE = 'exports.handler = async () => ({ statusCode: 200, body: JSON.stringify([process.env.AWS_ENDPOINT_URL_SQS, process.env.QUEUE_URL, process.env.QUEUE_ARN]) });';

test.each<[string, Record<string, string>]>([['of the gateway', {}], ['of the user', { AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:9324' }]])(
  'functions find their queue at the endpoint %s', async (_whose, env) => {
    const app = new AppFolder();
    const variables = { QUEUE_URL: { Ref: 'Queue' }, QUEUE_ARN: { 'Fn::GetAtt': ['Queue', 'Arn'] } };
    const template = restTemplate(
      { 'GET /env': { code: app.code('env', CODE), lambda: { Environment: { Variables: variables } } } }, { Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'orders' } } },
    );
    const runtime = await startRuntime({ templates: [app.template('Shop', template)] }, { env: { PATH: process.env.PATH, ...env } });
    const endpoint = env.AWS_ENDPOINT_URL_SQS ?? runtime.endpoints.cloudwatch;
    expect(runtime.endpoints.sqs).toBe(endpoint);
    expect(await (await fetch(`${urlOf(runtime)}/env`)).json()).toEqual([endpoint, `${endpoint}/000000000000/orders`, 'arn:aws:sqs:us-east-1:000000000000:orders']);
    if (env.AWS_ENDPOINT_URL_SQS === undefined) {
      const client = new SQSClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'any', secretAccessKey: 'any' } });
      expect(await client.send(new SendMessageCommand({ QueueUrl: `${endpoint}/000000000000/orders`, MessageBody: 'a' }))).toMatchObject({ MessageId: expect.any(String) as string });
      client.destroy();
    }
    app.remove();
  },
);

test('URLs are found inside of other text, and longer names are not taken for shorter ones', () => {
  const queues = [queueModel('orders'), queueModel('orders-dead'), queueModel('orders.fifo')];
  const base = 'https://sqs.us-east-1.amazonaws.com/000000000000';
  const environment = new Map([['ALL', `{"a":"${base}/orders","b":"${base}/orders-dead"}`], ['FIFO', `${base}/orders.fifo`], ['OTHER', `${base}/orders2`]]);
  const [fn] = withLocalQueueUrls([{ environment }], queues, 'http://127.0.0.1:1/');
  expect(Object.fromEntries(fn?.environment ?? [])).toEqual({
    ALL: '{"a":"http://127.0.0.1:1/000000000000/orders","b":"http://127.0.0.1:1/000000000000/orders-dead"}', FIFO: 'http://127.0.0.1:1/000000000000/orders.fifo', OTHER: `${base}/orders2`,
  });
});
