import { CfnOutput } from 'aws-cdk-lib';
import { CorsHttpMethod, HttpApi, HttpIntegrationSubtype, HttpMethod, MappingValue, ParameterMapping, VpcLink } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  HttpAlbIntegration,
  HttpEventBridgeIntegration,
  HttpLambdaIntegration,
  HttpServiceDiscoveryIntegration,
  HttpSqsIntegration,
  HttpStepFunctionsIntegration,
  HttpUrlIntegration,
} from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationLoadBalancer, ListenerAction } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { PrivateDnsNamespace } from 'aws-cdk-lib/aws-servicediscovery';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { DefinitionBody, Pass, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { naming, Sample } from './sample';

/** @see https://github.com/aws/aws-cdk packages/@aws-cdk-testing/framework-integ/test/aws-apigatewayv2-integrations/test/http/integ.http-proxy.ts */
const apiBehindApi: Sample = {
  name: 'everything to a URL, which is another API of the stack',
  build(stack) {
    const inner = new HttpApi(stack, 'Inner', { defaultIntegration: new HttpLambdaIntegration('Inner', naming(stack, 'Handler')) });
    const outer = new HttpApi(stack, 'Outer', { defaultIntegration: new HttpUrlIntegration('Outer', inner.url ?? '') });
    new CfnOutput(stack, 'Url', { value: outer.url ?? '' });
  },
  calls: [
    { api: 'Inner', request: 'GET /a', expected: { status: 200, body: { by: 'Handler' } } },
    { api: 'Outer', request: 'GET /a/b', expected: { status: 200, body: { by: 'Handler', rawPath: '/a/b' } } },
  ],
};

/** @see https://github.com/aws/aws-cdk packages/aws-cdk-lib/aws-apigatewayv2-integrations/README.md */
const mappedParameters: Sample = {
  name: 'a URL with greedy paths, and parameters that are changed on the way',
  backends: ['https://books.example.com'],
  build(stack) {
    const api = new HttpApi(stack, 'Api');
    api.addRoutes({ path: '/books/{proxy+}', methods: [HttpMethod.ANY], integration: new HttpUrlIntegration('Books', 'https://books.example.com/v1/{proxy}') });
    api.addRoutes({
      path: '/changed/{id}',
      methods: [HttpMethod.GET],
      integration: new HttpUrlIntegration('Changed', 'https://books.example.com', {
        method: HttpMethod.POST,
        parameterMapping: new ParameterMapping()
          .appendHeader('x-added', MappingValue.requestQueryString('from'))
          .overwriteHeader('x-given', MappingValue.custom('ours'))
          .removeHeader('x-secret')
          .overwriteQueryString('id', MappingValue.requestPathParam('id'))
          .removeQueryString('from')
          .overwritePath(MappingValue.custom('/stage-$context.stage/$request.path.id')),
      }),
    });
  },
  calls: [
    { request: 'PATCH /books/a/b%20c?x=1&x=2', expected: { status: 200, body: { method: 'PATCH', url: '/v1/a/b%20c?x=1&x=2', host: 'books.example.com' } } },
    {
      request: 'GET /changed/7?from=me',
      headers: { 'x-given': 'theirs', 'x-secret': '1' },
      expected: { status: 200, body: { method: 'POST', headers: { 'x-added': 'me', 'x-given': 'ours' }, url: '/stage-$context.stage/$request.path.id?id=7' } },
    },
  ],
};

/** @see https://github.com/aws/aws-cdk packages/@aws-cdk-testing/framework-integ/test/aws-apigatewayv2-integrations/test/http/integ.alb.ts */
const loadBalancer: Sample = {
  name: 'everything to a listener in a VPC',
  build(stack) {
    const vpc = new Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false });
    const listener = new ApplicationLoadBalancer(stack, 'Balancer', { vpc }).addListener('Listener', { port: 80 });
    listener.addAction('Fixed', { action: ListenerAction.fixedResponse(200) });
    const api = new HttpApi(stack, 'Api', { defaultIntegration: new HttpAlbIntegration('Balanced', listener) });
    new CfnOutput(stack, 'Url', { value: api.url ?? '' });
  },
  calls: [{ request: 'PUT /orders/1?x=y', expected: { status: 200, body: { method: 'PUT', url: '/orders/1?x=y' } } }],
};

/** @see https://github.com/supabase-community/supabase-on-aws src/supabase-api-gateway.ts */
const serviceDiscovery: Sample = {
  name: 'a service in Cloud Map without the prefix of its route, and CORS for any origin with credentials',
  build(stack) {
    const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['us-east-1a'], privateSubnetIds: ['subnet-1'] });
    const vpcLink = new VpcLink(stack, 'Link', { vpc, securityGroups: [new SecurityGroup(stack, 'Group', { vpc, allowAllOutbound: false })] });
    const service = new PrivateDnsNamespace(stack, 'Namespace', { name: 'supa.internal', vpc }).createService('Rest');
    const api = new HttpApi(stack, 'Api', {
      corsPreflight: { allowOrigins: ['https://*', 'http://*'], allowHeaders: ['*'], allowMethods: [CorsHttpMethod.ANY], exposeHeaders: ['*'], allowCredentials: true },
    });
    const parameterMapping = new ParameterMapping().overwritePath(MappingValue.custom('/${request.path.proxy}'));
    api.addRoutes({ path: '/rest/v1/{proxy+}', integration: new HttpServiceDiscoveryIntegration('Rest', service, { vpcLink, parameterMapping }) });
  },
  calls: [
    {
      request: 'GET /rest/v1/tables/a?select=*',
      headers: { origin: 'https://app.example' },
      expected: { status: 200, body: { url: '/tables/a?select=*' }, headers: { 'access-control-allow-origin': 'https://app.example', 'access-control-allow-credentials': 'true' } },
    },
    {
      request: 'OPTIONS /rest/v1/tables',
      headers: { 'origin': 'http://app.example', 'access-control-request-method': 'DELETE', 'access-control-request-headers': 'apikey' },
      expected: { status: 200, headers: { 'access-control-allow-origin': 'http://app.example', 'access-control-allow-methods': '*' } },
    },
    { request: 'GET /rest/v2/tables', expected: { status: 404 } },
  ],
};

/** @see https://github.com/aws/aws-cdk packages/@aws-cdk-testing/framework-integ/test/aws-apigatewayv2-integrations/test/http/integ.sqs.ts */
const queue: Sample = {
  name: 'a queue without a function, every action',
  build(stack) {
    const jobs = new Queue(stack, 'Jobs');
    const api = new HttpApi(stack, 'Api');
    const add = (path: string, subtype?: HttpIntegrationSubtype): void => {
      api.addRoutes({ path, methods: [HttpMethod.POST], integration: new HttpSqsIntegration('Integration', { queue: jobs, subtype }) });
    };
    add('/default');
    add('/send-message', HttpIntegrationSubtype.SQS_SEND_MESSAGE);
    add('/receive-message', HttpIntegrationSubtype.SQS_RECEIVE_MESSAGE);
    add('/delete-message', HttpIntegrationSubtype.SQS_DELETE_MESSAGE);
    add('/purge-queue', HttpIntegrationSubtype.SQS_PURGE_QUEUE);
  },
  calls: [
    { request: 'POST /default', body: { MessageBody: 'first' }, expected: { status: 200, body: '<SendMessageResponse' } },
    { request: 'POST /receive-message', expected: { status: 200, body: '<Body>first</Body>' } },
    { request: 'POST /send-message', body: { MessageBody: 'second' }, expected: { status: 200, body: '<MD5OfMessageBody>' } },
    { request: 'POST /purge-queue', expected: { status: 200, body: '<PurgeQueueResponse' } },
    { request: 'POST /receive-message', expected: { status: 200, body: '<ReceiveMessageResult' } },
    { request: 'POST /delete-message', body: { ReceiptHandle: 'none' }, expected: { status: 404, body: 'ReceiptHandleIsInvalid' } },
    { request: 'POST /send-message', body: {}, expected: { status: 400 } },
  ],
};

/** @see https://github.com/aws/aws-cdk packages/@aws-cdk-testing/framework-integ/test/aws-apigatewayv2-integrations/test/http/integ.eventbridge.ts */
const eventBus: Sample = {
  name: 'an event bus without a function',
  services: ['EVENTBRIDGE'],
  build(stack) {
    const eventBusRef = new EventBus(stack, 'Bus').eventBusRef;
    const api = new HttpApi(stack, 'Api');
    api.addRoutes({ path: '/default', methods: [HttpMethod.POST], integration: new HttpEventBridgeIntegration('Plain', { eventBusRef }) });
    const subtype = HttpIntegrationSubtype.EVENTBRIDGE_PUT_EVENTS;
    api.addRoutes({ path: '/put-events', methods: [HttpMethod.POST], integration: new HttpEventBridgeIntegration('Put', { eventBusRef, subtype }) });
  },
  calls: ['/default', '/put-events'].map((path) => ({
    request: `POST ${path}`,
    body: { Detail: '{"order":1}', DetailType: 'Placed', Source: 'shop' },
    expected: { status: 200, body: { headers: { 'x-amz-target': 'AWSEvents.PutEvents' }, body: { Entries: [{ Detail: '{"order":1}', DetailType: 'Placed', Source: 'shop' }] } } },
  })),
};

/** @see https://github.com/aws/aws-cdk packages/@aws-cdk-testing/framework-integ/test/aws-apigatewayv2-integrations/test/http/integ.stepfunctions.ts */
const stateMachines: Sample = {
  name: 'state machines without a function',
  services: ['SFN'],
  build(stack) {
    const machine = (id: string, stateMachineType?: StateMachineType): StateMachine => (
      new StateMachine(stack, id, { definitionBody: DefinitionBody.fromChainable(new Pass(stack, `${id}Pass`)), stateMachineType })
    );
    const [standard, express] = [machine('Standard'), machine('Express', StateMachineType.EXPRESS)];
    const api = new HttpApi(stack, 'Api');
    const add = (path: string, stateMachine: StateMachine, subtype?: HttpIntegrationSubtype, parameterMapping?: ParameterMapping): void => {
      api.addRoutes({ path, methods: [HttpMethod.POST], integration: new HttpStepFunctionsIntegration('Integration', { stateMachine, subtype, parameterMapping }) });
    };
    add('/default', standard);
    add('/start', standard, HttpIntegrationSubtype.STEPFUNCTIONS_START_EXECUTION);
    add('/start-sync', express, HttpIntegrationSubtype.STEPFUNCTIONS_START_SYNC_EXECUTION);
    add('/stop', standard, HttpIntegrationSubtype.STEPFUNCTIONS_STOP_EXECUTION, new ParameterMapping().custom('ExecutionArn', '$request.querystring.executionArn'));
  },
  calls: [
    ...[['/default', 'StartExecution'], ['/start', 'StartExecution'], ['/start-sync', 'StartSyncExecution']].map(([path, operation]) => (
      { request: `POST ${path}`, body: { order: 1 }, expected: { status: 200, body: { headers: { 'x-amz-target': `AWSStepFunctions.${operation}` } } } }
    )),
    { request: 'POST /stop?executionArn=arn:x', expected: { status: 200, body: { headers: { 'x-amz-target': 'AWSStepFunctions.StopExecution' }, body: { executionArn: 'arn:x' } } } },
    { request: 'POST /stop', expected: { status: 400 } },
  ],
};

export const BACKEND_SAMPLES: readonly Sample[] = [apiBehindApi, mappedParameters, loadBalancer, serviceDiscovery, queue, eventBus, stateMachines];
