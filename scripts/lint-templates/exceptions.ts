/** A finding of a linter that is right about the template and does not need a change of it. */
export interface Exception {
  readonly rule: string;
  /** Of the logical id of the resource. */
  readonly resources: RegExp;
  readonly because: string;
}

/** Functions of the examples that work on a table. */
const withTable = ['CreateOrder', 'ListOrders', 'GetOrder', 'ReadOwnProfile', 'UpdateOwnProfile', 'ListProfiles', 'ReadAnyProfile'];

/** Functions of the library that verify tokens, behind CloudFront the origin's secret too. */
const authorizers = ['SignedInAuthorizersJwtHandler', 'OrdersProtectionAuthorizerHandler'];

/** The function of the library that replaces the secret between CloudFront and an API. */
const rotation = 'OrdersProtectionOriginRotation';

function functions(names: readonly string[], suffix = ''): RegExp {
  return new RegExp(`^(${names.join('|')})${suffix}[0-9A-F]{8}$`);
}

/** Every exception, and why. One that no finding needs any more is an error. */
export const exceptions: readonly Exception[] = [
  {
    rule: 'W3005',
    resources: functions([...withTable, 'Fields', ...authorizers, rotation, 'ApiGatewayAccountLoggingHandler']),
    because: 'aws-cdk-lib writes a dependency on the role of every function, which the function refers to anyway; it does no harm and no prop leaves it out',
  },
  {
    rule: 'CKV_AWS_158',
    resources: /(AccessLogs|WebAclLogs)[0-9A-F]{8}$/,
    because: 'CloudWatch Logs encrypts with a key that it owns; lines tell which address and identity called what, without credentials and query strings. storage.encryptionKey would set another key',
  },
  {
    rule: 'CKV_AWS_158',
    resources: functions([...withTable, 'Fields', ...authorizers, rotation, 'ApiGatewayAccountLoggingHandler'], 'Logs'),
    because: 'CloudWatch Logs encrypts with a key that it owns; the functions write why they failed or refused, no tokens, secrets, orders or profiles',
  },
  {
    rule: 'CKV_AWS_149',
    resources: /^Orders(Customers\w+|ProtectionOrigin)Secret[0-9A-F]{8}$/,
    because: 'Secrets Manager encrypts with a key that it manages in the account; storage.encryptionKey would set another',
  },
  {
    rule: 'CKV_AWS_116',
    resources: functions([...withTable, 'Fields', ...authorizers]),
    because: 'API Gateway waits for their answer, so that there is no event to keep when they fail',
  },
  {
    rule: 'CKV_AWS_116',
    resources: /^ApiGatewayAccountLoggingHandler[0-9A-F]{8}$/,
    because: 'CloudFormation hears of a failure and rolls back; the event of a deployment that is over must not run again',
  },
  {
    rule: 'CKV_AWS_116',
    resources: functions([rotation]),
    because: 'Secrets Manager repeats a rotation that failed; the event of a step that is over must not run again',
  },
  {
    rule: 'CKV_AWS_117',
    resources: functions([...withTable, 'Fields', ...authorizers, rotation, 'ApiGatewayAccountLoggingHandler']),
    because: 'they call AWS APIs and public issuers of tokens, over TLS; nothing that they need is in a VPC, and a role of their own limits what each may do',
  },
  {
    rule: 'CKV_AWS_115',
    resources: functions([...withTable, 'Fields']),
    because: 'they run only for requests that passed the throttles of stage and plans; a reservation would take concurrency from other functions',
  },
  {
    rule: 'CKV_AWS_115',
    resources: functions(authorizers),
    because: 'API Gateway calls it once for a request at most; a reservation would let a flood of requests lock all callers out sooner, and the web ACL limits each address',
  },
  {
    rule: 'CKV_AWS_115',
    resources: functions([rotation]),
    because: 'Secrets Manager calls it once at a time, when the secret rotates',
  },
  {
    rule: 'CKV_AWS_115',
    resources: /^ApiGatewayAccountLoggingHandler[0-9A-F]{8}$/,
    because: 'CloudFormation calls it once at a time, while the stack is deployed',
  },
  {
    rule: 'CKV_AWS_173',
    resources: functions([...withTable, ...authorizers, rotation]),
    because: 'the environment holds names of tables, issuers, headers and secrets, nothing secret itself, and Lambda encrypts it with a key that AWS manages in the account',
  },
  {
    rule: 'CKV_AWS_86',
    resources: /^OrdersProtectionDistribution[0-9A-F]{8}$/,
    because: 'the API logs every request that passes, and the web ACL those that it blocks; cloudFrontProtection.logBucket would take a log of the distribution too',
  },
  {
    rule: 'CKV_AWS_120',
    resources: /DeploymentStage\w+$/,
    because: 'responses are not cached: they belong to the caller who asked, and a cache that does not know callers would give them to others',
  },
  {
    rule: 'CKV_AWS_59',
    resources: /^OrdersApihealthGET[0-9A-F]{8}$/,
    because: 'uptime checks have no credentials, and learn nothing but that the API answers',
  },
];
