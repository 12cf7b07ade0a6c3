import { loadStack } from './temporary-stack';

interface Expected {
  readonly ref: RegExp;
  readonly properties?: object;
  readonly attributes?: Readonly<Record<string, RegExp>>;
}

const at = (service: string, rest: string): RegExp => new RegExp(`^arn:aws:${service}:eu-west-1:000000000000:${rest}$`);

const cases: Readonly<Record<string, Expected>> = {
  'AWS::ApiGateway::RestApi': { ref: /^[a-z0-9]{10}$/, attributes: { RootResourceId: /^[a-z0-9]{10}$/, RestApiId: /^[a-z0-9]{10}$/ } },
  'AWS::ApiGateway::Resource': { ref: /^[a-z0-9]{6}$/, attributes: { ResourceId: /^[a-z0-9]{6}$/ } },
  'AWS::ApiGateway::Deployment': { ref: /^[a-z0-9]{6}$/, attributes: { DeploymentId: /^[a-z0-9]{6}$/ } },
  'AWS::ApiGateway::Stage': { properties: { StageName: 'prod' }, ref: /^prod$/ },
  'AWS::ApiGateway::Model': { properties: { Name: 'Order' }, ref: /^Order$/ },
  'AWS::ApiGateway::RequestValidator': { ref: /^[a-z0-9]{6}$/ },
  'AWS::ApiGateway::ApiKey': { ref: /^[a-z0-9]{10}$/, attributes: { APIKeyId: /^[a-z0-9]{10}$/ } },
  'AWS::ApiGateway::UsagePlan': { ref: /^[a-z0-9]{6}$/, attributes: { Id: /^[a-z0-9]{6}$/ } },
  'AWS::ApiGateway::UsagePlanKey': { properties: { KeyId: 'k1', UsagePlanId: 'p1' }, ref: /^k1:p1$/ },
  'AWS::ApiGateway::DomainName': { properties: { DomainName: 'api.acme.test' }, ref: /^api\.acme\.test$/, attributes: { RegionalDomainName: /^d-\w{10}\.execute-api\.eu-west-1\.amazonaws\.com$/ } },
  'AWS::ApiGatewayV2::Api': { properties: { ProtocolType: 'WEBSOCKET' }, ref: /^[a-z0-9]{10}$/, attributes: { ApiEndpoint: /^wss:\/\/[a-z0-9]{10}\.execute-api\.eu-west-1\.amazonaws\.com$/ } },
  'AWS::Lambda::Function': { ref: /^Shop-It-[A-Z0-9]{12}$/, attributes: { Arn: at('lambda', 'function:Shop-It-[A-Z0-9]{12}') } },
  'AWS::Lambda::Version': { properties: { FunctionName: 'f' }, ref: at('lambda', 'function:f:1'), attributes: { Version: /^1$/ } },
  'AWS::Lambda::Alias': { properties: { FunctionName: 'f', Name: 'live' }, ref: at('lambda', 'function:f:live'), attributes: { AliasArn: at('lambda', 'function:f:live') } },
  'AWS::Lambda::Url': { properties: { TargetFunctionArn: 'f' }, ref: at('lambda', 'function:f'), attributes: { FunctionUrl: /^https:\/\/[a-z0-9]{32}\.lambda-url\.eu-west-1\.on\.aws\/$/ } },
  'AWS::DynamoDB::Table': {
    properties: { StreamSpecification: { StreamViewType: 'NEW_IMAGE' } },
    ref: /^Shop-It-[A-Z0-9]{12}$/,
    attributes: { Arn: at('dynamodb', 'table/Shop-It-[A-Z0-9]{12}'), StreamArn: at('dynamodb', 'table/Shop-It-[A-Z0-9]{12}/stream/.+') },
  },
  'AWS::S3::Bucket': { ref: /^shop-it-[a-z0-9]{12}$/, attributes: { Arn: /^arn:aws:s3:::shop-it-/, RegionalDomainName: /^shop-it-\w+\.s3\.eu-west-1\.amazonaws\.com$/ } },
  'AWS::SQS::Queue': {
    properties: { QueueName: 'jobs' },
    ref: /^https:\/\/sqs\.eu-west-1\.amazonaws\.com\/000000000000\/jobs$/,
    attributes: { Arn: at('sqs', 'jobs'), QueueName: /^jobs$/, QueueUrl: /\/jobs$/ },
  },
  'AWS::SNS::Topic': { properties: { FifoTopic: true }, ref: at('sns', 'Shop-It-[A-Z0-9]{12}\\.fifo'), attributes: { TopicName: /^Shop-It-[A-Z0-9]{12}\.fifo$/ } },
  'AWS::Logs::LogGroup': { properties: { LogGroupName: '/aws/x' }, ref: /^\/aws\/x$/, attributes: { Arn: at('logs', 'log-group:/aws/x:\\*') } },
  'AWS::IAM::Role': { properties: { Path: '/ops/' }, ref: /^Shop-It-/, attributes: { Arn: /^arn:aws:iam::000000000000:role\/ops\/Shop-It-[A-Z0-9]{12}$/, RoleId: /^AROA[A-Z0-9]{17}$/ } },
  'AWS::IAM::ManagedPolicy': { ref: /^arn:aws:iam::000000000000:policy\/Shop-It-/ },
  'AWS::KMS::Key': { ref: /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/, attributes: { Arn: at('kms', 'key/[0-9a-f-]{36}') } },
  'AWS::SecretsManager::Secret': { properties: { Name: 'db' }, ref: at('secretsmanager', 'secret:db-[A-Za-z0-9]{6}') },
  'AWS::Cognito::UserPool': { ref: /^eu-west-1_[A-Za-z0-9]{9}$/, attributes: { ProviderName: /^cognito-idp\.eu-west-1\.amazonaws\.com\/eu-west-1_/, ProviderURL: /^https:\/\/cognito-idp/, Arn: at('cognito-idp', 'userpool/eu-west-1_\\w{9}') } },
  'AWS::Cognito::UserPoolClient': { ref: /^[a-z0-9]{26}$/ },
  'AWS::StepFunctions::StateMachine': { ref: at('states', 'stateMachine:Shop-It-[A-Z0-9]{12}') },
  'AWS::Events::EventBus': { properties: { Name: 'bus' }, ref: /^bus$/, attributes: { Arn: at('events', 'event-bus/bus') } },
  'AWS::Some::Thing': { ref: /^Shop-It-[A-Z0-9]{12}$/, attributes: { ThingArn: at('some', 'thing/[0-9a-f]{16}') } },
  'Custom::LogRetention': { properties: { LogGroupName: '/aws/l' }, ref: /^\/aws\/l$/, attributes: { LogGroupName: /^\/aws\/l$/ } },
};

test.each(Object.entries(cases))('%s', async (type, { ref, properties = {}, attributes = {} }) => {
  const outputs = Object.fromEntries(Object.keys(attributes).map(name => [name, { Value: { 'Fn::GetAtt': ['It', name] } }]));
  const template = { Resources: { It: { Type: type, Properties: properties } }, Outputs: outputs };
  const stack = await loadStack(template);
  expect(stack.resources.get('It')?.ref).toMatch(ref);
  for (const [name, pattern] of Object.entries(attributes)) expect(stack.outputs.get(name)).toMatch(pattern);
  const again = await loadStack(template);
  expect([again.resources, again.outputs]).toEqual([stack.resources, stack.outputs]);
});

test('made-up function names keep to 64 characters', async () => {
  const id = 'A'.repeat(100);
  const stack = await loadStack({ Resources: { [id]: { Type: 'AWS::Lambda::Function' } } });
  expect(stack.resources.get(id)?.ref).toMatch(/^Shop-A{46}-[A-Z0-9]{12}$/);
});

test('versions of one function count up', async () => {
  const version = { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'F' } } };
  const { resources } = await loadStack({ Resources: { F: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'f' } }, One: version, Two: version } });
  expect([...resources.values()].map(resource => resource.ref.split(':').pop())).toEqual(['f', '1', '2']);
});

test('resources of one type have different ids', async () => {
  const { resources } = await loadStack({ Resources: Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`R${i}`, { Type: 'AWS::ApiGateway::Resource' }])) });
  expect(new Set([...resources.values()].map(resource => resource.ref)).size).toBe(300);
});
