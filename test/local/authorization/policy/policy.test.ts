import { conditionContext } from '../../../../local/authorization/policy/condition-context';
import { compilePolicy } from '../../../../local/authorization/policy/policy';
import { Principal } from '../../../../local/authorization/policy/principal';
import { Json, JsonObject } from '../../../../local/json';

const arn = 'arn:aws:execute-api:us-east-1:123456789012:abc123/prod/GET/orders/7';

interface Asked {
  readonly resource?: string;
  readonly action?: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  readonly principal?: Principal;
  readonly accountPrincipals?: boolean;
}

function ask(statement: Json, { resource = arn, action = 'execute-api:Invoke', context = {}, principal, accountPrincipals }: Asked = {}, kind: 'identity' | 'resource' = 'identity') {
  return compilePolicy({ Version: '2012-10-17', Statement: statement }, { kind })
    .evaluate({ resource, action, context: conditionContext(context), principal, accountPrincipals });
}

const allow = (extra: JsonObject = {}): JsonObject => ({ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*', ...extra });
const deny = (extra: JsonObject = {}): JsonObject => ({ ...allow(extra), Effect: 'Deny' });

describe('effects', () => {
  test.each([
    ['nothing speaks of it', [], 'implicit-deny'],
    ['one allow', [allow()], 'allow'],
    ['a statement that is no list', allow(), 'allow'],
    ['a deny after an allow', [allow(), deny()], 'explicit-deny'],
    ['a deny before an allow', [deny(), allow()], 'explicit-deny'],
    ['a deny of something else', [allow(), deny({ Resource: `${arn}/x` })], 'allow'],
    ['only a deny of something else', [deny({ Resource: `${arn}/x` })], 'implicit-deny'],
  ])('%s', (_, statements, verdict) => expect(ask(statements)).toBe(verdict));
});

describe('resources', () => {
  const of = (path: string) => `arn:aws:execute-api:us-east-1:123456789012:abc123/${path}`;
  test.each([
    [of('prod/GET/orders/7'), true],
    [of('prod/GET/orders/8'), false],
    [of('prod/GET/*'), true],
    [of('prod/*/orders/7'), true],
    [of('*'), true],
    [of('*/7'), true],
    [of('prod/GET/orders'), false],
    [of('prod/GET/orders/?'), true],
    [of('prod/GET/orders??'), true],
    [of('prod/GET/orders/??'), false],
    [of('PROD/GET/orders/7'), false],
    ['arn:aws:execute-api:*:*:abc123/prod/GET/orders/7', true],
    ['arn:aws:execute-api:us-*:123456789012:abc123/*', true],
    ['arn:aws:execute-api:us-*-1:123456789012:abc123/*', true],
    ['arn:aws:execute-api:us-*12:abc123/*', false],
    ['arn:aws:execute-api:us-east-?:123456789012:abc123/*', true],
    ['arn:aws:execute-api:us-east-1?123456789012:abc123/*', false],
    ['arn:aws:execute-api:*', true],
    ['arn:aws:*:abc123/prod/GET/orders/7', true],
    ['arn:aws:execute-api:eu-*', false],
    ['*', true],
    ['', undefined],
  ])('%s', (resource, fits) => {
    if (fits === undefined) expect(() => ask(allow({ Resource: resource }))).toThrow('Statement[0].Resource');
    else expect(ask(allow({ Resource: resource }))).toBe(fits ? 'allow' : 'implicit-deny');
  });

  test('a colon in the path of the call is a character like any other', () => {
    expect(ask(allow({ Resource: of('prod/GET/*-b') }), { resource: of('prod/GET/a:x:y-b') })).toBe('allow');
  });

  test('NotResource allows everything else', () => {
    expect(ask(allow({ Resource: undefined, NotResource: [of('prod/GET/admin/*')] } as unknown as JsonObject))).toBe('allow');
    expect(ask(allow({ Resource: undefined, NotResource: of('prod/GET/orders/*') } as unknown as JsonObject))).toBe('implicit-deny');
  });

  test('a pattern made to be slow is answered at once', () => {
    const hostile = of(`${'*a'.repeat(400)}b`);
    expect(ask(allow({ Resource: hostile }), { resource: of('a'.repeat(2000)) })).toBe('implicit-deny');
  });
});

describe('actions', () => {
  test.each([
    ['execute-api:Invoke', true],
    ['execute-api:invoke', true],
    ['EXECUTE-API:*', true],
    ['execute-api:Inv?ke', true],
    ['*', true],
    ['execute-api:ManageConnections', false],
    ['s3:*', false],
  ])('%s', (action, fits) => expect(ask(allow({ Action: action }))).toBe(fits ? 'allow' : 'implicit-deny'));

  test('NotAction', () => {
    const { Action: _, ...rest } = allow({ NotAction: 's3:*' });
    expect(ask(rest)).toBe('allow');
    expect(ask({ ...rest, NotAction: ['s3:*', 'execute-api:*'] })).toBe('implicit-deny');
  });
});

describe('conditions', () => {
  const table: [string, JsonObject, Record<string, string | string[]>, boolean][] = [
    ['StringEquals', { StringEquals: { 'aws:UserAgent': 'curl' } }, { 'aws:useragent': 'curl' }, true],
    ['StringEquals minds case', { StringEquals: { 'aws:UserAgent': 'curl' } }, { 'aws:UserAgent': 'Curl' }, false],
    ['StringEquals without key', { StringEquals: { 'aws:UserAgent': 'curl' } }, {}, false],
    ['StringEquals has no wildcards', { StringEquals: { 'aws:UserAgent': 'c*' } }, { 'aws:UserAgent': 'curl' }, false],
    ['one of several values', { StringEquals: { 'aws:UserAgent': ['wget', 'curl'] } }, { 'aws:UserAgent': 'curl' }, true],
    ['all keys must hold', { StringEquals: { 'aws:UserAgent': 'curl', 'aws:Referer': 'x' } }, { 'aws:UserAgent': 'curl', 'aws:Referer': 'y' }, false],
    ['all operators must hold', { StringEquals: { 'aws:UserAgent': 'curl' }, Bool: { 'aws:SecureTransport': 'true' } }, { 'aws:UserAgent': 'curl', 'aws:SecureTransport': 'false' }, false],
    ['StringNotEquals', { StringNotEquals: { 'aws:UserAgent': ['a', 'b'] } }, { 'aws:UserAgent': 'c' }, true],
    ['StringNotEquals, one matches', { StringNotEquals: { 'aws:UserAgent': ['a', 'b'] } }, { 'aws:UserAgent': 'b' }, false],
    ['StringNotEquals without key', { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }, {}, true],
    ['StringEqualsIgnoreCase', { StringEqualsIgnoreCase: { 'aws:UserAgent': 'CURL' } }, { 'aws:UserAgent': 'curl' }, true],
    ['StringNotEqualsIgnoreCase', { StringNotEqualsIgnoreCase: { 'aws:UserAgent': 'CURL' } }, { 'aws:UserAgent': 'curl' }, false],
    ['StringLike', { StringLike: { 'aws:Referer': 'https://*.example.com/?' } }, { 'aws:Referer': 'https://a:8.example.com/x' }, true],
    ['StringNotLike', { StringNotLike: { 'aws:Referer': 'https://*' } }, { 'aws:Referer': 'https://a' }, false],
    ['IfExists without key', { StringEqualsIfExists: { 'aws:UserAgent': 'curl' } }, {}, true],
    ['IfExists with a wrong value', { StringEqualsIfExists: { 'aws:UserAgent': 'curl' } }, { 'aws:UserAgent': 'x' }, false],
    ['Null true', { Null: { 'aws:TokenIssueTime': 'true' } }, {}, true],
    ['Null true, but there', { Null: { 'aws:TokenIssueTime': true } }, { 'aws:TokenIssueTime': '1' }, false],
    ['Null false', { Null: { 'aws:TokenIssueTime': false } }, { 'aws:TokenIssueTime': '1' }, true],
    ['Bool', { Bool: { 'aws:SecureTransport': false } }, { 'aws:SecureTransport': 'false' }, true],
    ['Bool without key', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }, {}, false],
    ['BoolIfExists without key', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }, {}, true],
    ['NumericLessThan', { NumericLessThan: { 'aws:MultiFactorAuthAge': 3600 } }, { 'aws:MultiFactorAuthAge': '3599' }, true],
    ['NumericLessThan at the limit', { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } }, { 'aws:MultiFactorAuthAge': '3600' }, false],
    ['NumericGreaterThanEquals', { NumericGreaterThanEquals: { 'aws:EpochTime': 10 } }, { 'aws:EpochTime': '10' }, true],
    ['NumericNotEquals', { NumericNotEquals: { 'aws:EpochTime': [1, 2] } }, { 'aws:EpochTime': '3' }, true],
    ['a number that is none', { NumericEquals: { 'aws:EpochTime': 0 } }, { 'aws:EpochTime': '' }, false],
    ['DateGreaterThan', { DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }, { 'aws:CurrentTime': '2026-01-01T00:00:01Z' }, true],
    ['DateLessThan with epoch seconds', { DateLessThan: { 'aws:CurrentTime': '1767225600' } }, { 'aws:CurrentTime': '2025-12-31T23:59:59Z' }, true],
    ['a date alone is midnight UTC', { DateLessThanEquals: { 'aws:CurrentTime': '2026-01-01' } }, { 'aws:CurrentTime': '2026-01-01T00:00:00Z' }, true],
    ['IpAddress', { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '192.0.2.0/24'] } }, { 'aws:SourceIp': '192.0.2.255' }, true],
    ['IpAddress outside', { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }, { 'aws:SourceIp': '192.0.3.0' }, false],
    ['a single address', { IpAddress: { 'aws:SourceIp': '192.0.2.7' } }, { 'aws:SourceIp': '192.0.2.7' }, true],
    ['all addresses', { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }, { 'aws:SourceIp': '127.0.0.1' }, true],
    ['an IPv4 peer of a dual-stack socket', { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } }, { 'aws:SourceIp': '::ffff:127.0.0.1' }, true],
    ['IPv6', { IpAddress: { 'aws:SourceIp': '2001:db8::/32' } }, { 'aws:SourceIp': '2001:db8:1::1' }, true],
    ['IPv6 against IPv4', { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }, { 'aws:SourceIp': '::1' }, false],
    ['NotIpAddress', { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }, { 'aws:SourceIp': '192.0.2.1' }, false],
    ['NotIpAddress outside', { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }, { 'aws:SourceIp': '198.51.100.1' }, true],
    ['ArnLike', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/dev-*' } }, { 'aws:PrincipalArn': 'arn:aws:iam::1:role/dev-a/b' }, true],
    ['ArnEquals takes wildcards too', { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::1:role/*' } }, { 'aws:PrincipalArn': 'arn:aws:iam::1:role/x' }, true],
    ['ArnNotLike', { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::1:role/*' } }, { 'aws:PrincipalArn': 'arn:aws:iam::1:role/x' }, false],
    ['ForAnyValue', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-1/*' } }, { 'aws:PrincipalOrgPaths': ['o-2/a', 'o-1/b'] }, true],
    ['ForAnyValue without key', { 'ForAnyValue:StringNotEquals': { 'aws:PrincipalOrgPaths': 'o-1' } }, {}, false],
    ['ForAnyValue negated: one value differs', { 'ForAnyValue:StringNotEquals': { k: ['a', 'b'] } }, { k: ['a', 'c'] }, true],
    ['ForAllValues', { 'ForAllValues:StringEquals': { k: ['a', 'b'] } }, { k: ['a', 'b', 'a'] }, true],
    ['ForAllValues, one outside', { 'ForAllValues:StringEquals': { k: ['a', 'b'] } }, { k: ['a', 'c'] }, false],
    ['ForAllValues without key', { 'ForAllValues:StringEquals': { k: ['a', 'b'] } }, {}, true],
    ['an empty list of values', { StringEquals: { k: [] } }, { k: 'a' }, false],
    ['a variable', { StringEquals: { 'aws:Referer': 'https://${aws:username}.example' } }, { 'aws:Referer': 'https://ann.example', 'aws:username': 'ann' }, true],
    ['a default of a variable', { StringEquals: { k: '${aws:PrincipalTag/team, \'it\'\'s\'}' } }, { k: 'it\'s' }, true],
    ['a variable that is not there', { StringEquals: { k: '${aws:username}' } }, { k: '${aws:username}' }, false],
    ['a value with a star is no wildcard', { StringLike: { k: 'x-${aws:username}' } }, { 'k': 'x-ann', 'aws:username': '*' }, false],
    ['an escaped star', { StringLike: { k: 'a${*}b' } }, { k: 'a*b' }, true],
    ['an escaped star matches itself alone', { StringLike: { k: 'a${*}b' } }, { k: 'axb' }, false],
  ];
  test.each(table)('%s', (_, condition, context, holds) => {
    expect(ask(allow({ Condition: condition }), { context })).toBe(holds ? 'allow' : 'implicit-deny');
    expect(ask(deny({ Condition: condition }), { context })).toBe(holds ? 'explicit-deny' : 'implicit-deny');
  });

  test('an allow never profits from a variable without value, a deny never loses by it', () => {
    const condition = { StringNotEquals: { k: '${aws:username}' } };
    expect(ask(allow({ Condition: condition }), { context: { k: 'x' } })).toBe('implicit-deny');
    expect(ask(deny({ Condition: condition }), { context: { k: 'x' } })).toBe('explicit-deny');
    const { Resource: _, ...rest } = allow({ NotResource: 'arn:aws:execute-api:*:*:*/prod/GET/${aws:username}' });
    expect(ask(rest)).toBe('implicit-deny');
    expect(ask({ ...rest, Effect: 'Deny' })).toBe('explicit-deny');
  });

  test('in the older version of the language ${...} is plain text', () => {
    const policy = compilePolicy({ Version: '2008-10-17', Statement: allow({ Condition: { StringEquals: { k: '${aws:username}' } } }) }, { kind: 'identity' });
    const evaluate = (k: string) => policy.evaluate({ action: 'execute-api:Invoke', resource: arn, context: conditionContext({ k, 'aws:username': 'ann' }) });
    expect([evaluate('ann'), evaluate('${aws:username}')]).toEqual(['implicit-deny', 'allow']);
  });
});

describe('principals of a resource policy', () => {
  const role: Principal = { account: '123456789012', arn: 'arn:aws:sts::123456789012:assumed-role/dev/me', roleArn: 'arn:aws:iam::123456789012:role/dev' };
  test.each<[string, Json, Principal | undefined, boolean]>([
    ['everybody', '*', undefined, true],
    ['everybody of AWS', { AWS: '*' }, undefined, true],
    ['everybody, in a list', { AWS: ['arn:aws:iam::1:role/x', '*'] }, role, true],
    ['the account by number', { AWS: '123456789012' }, role, true],
    ['the account by ARN', { AWS: 'arn:aws:iam::123456789012:root' }, role, true],
    ['another account', { AWS: '210987654321' }, role, false],
    ['the role of a session', { AWS: 'arn:aws:iam::123456789012:role/dev' }, role, true],
    ['the session itself', { AWS: role.arn }, role, true],
    ['no wildcards in names', { AWS: 'arn:aws:iam::123456789012:role/*' }, role, false],
    ['an anonymous caller is no account', { AWS: '123456789012' }, undefined, false],
    ['a service', { Service: 'apigateway.amazonaws.com' }, role, false],
  ])('%s', (_, principal, caller, named) => {
    expect(ask(allow({ Principal: principal }), { principal: caller }, 'resource')).toBe(named ? 'allow' : 'implicit-deny');
    const { Principal: _p, ...rest } = deny({ Principal: principal });
    expect(ask({ ...rest, NotPrincipal: principal }, { principal: caller }, 'resource')).toBe(named ? 'implicit-deny' : 'explicit-deny');
  });

  test('naming the account may be left to the account, but a deny of it holds for everybody in it', () => {
    const account = { Principal: { AWS: '123456789012' } };
    expect(ask(allow(account), { principal: role, accountPrincipals: false }, 'resource')).toBe('implicit-deny');
    expect(ask(deny(account), { principal: role, accountPrincipals: false }, 'resource')).toBe('explicit-deny');
  });
});

describe('documents that are refused', () => {
  test.each<[string, Json, string]>([
    ['no object', [], 'policy is []'],
    ['broken text', '{', 'policy is'],
    ['no statement', { Version: '2012-10-17' }, 'Statement is missing'],
    ['an unknown version', { Version: '2020-01-01', Statement: allow() }, 'Version is "2020-01-01"'],
    ['an unknown element', { Statement: allow(), Rules: [] }, 'Rules'],
    ['a misspelt element', { Statement: allow({ Resources: '*' }) }, 'Statement[0].Resources'],
    ['a misspelt effect', { Statement: allow({ Effect: 'allow' }) }, 'Statement[0].Effect is "allow", expected "Allow" or "Deny"'],
    ['no action', { Statement: { Effect: 'Deny', Resource: '*' } }, 'either Action or NotAction'],
    ['no resource', { Statement: { Effect: 'Deny', Action: '*' } }, 'either Resource or NotResource'],
    ['both', { Statement: allow({ NotResource: 'x' }) }, 'either Resource or NotResource'],
    ['an action without service', { Statement: allow({ Action: 'Invoke' }) }, 'Statement[0].Action is "Invoke"'],
    ['a resource that is no text', { Statement: allow({ Resource: [7] }) }, 'Statement[0].Resource is 7'],
    ['an unknown operator', { Statement: allow({ Condition: { StringIs: { a: 'b' } } }) }, 'Statement[0].Condition.StringIs'],
    ['an unknown set operator', { Statement: allow({ Condition: { 'ForSome:StringEquals': { a: 'b' } } }) }, 'ForSome:StringEquals'],
    ['a broken range', { Statement: deny({ Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/33' } } }) }, '192.0.2.0/33'],
    ['a broken address', { Statement: deny({ Condition: { IpAddress: { 'aws:SourceIp': '192.0.2' } } }) }, 'expected an IP address'],
    ['a broken number', { Statement: deny({ Condition: { NumericEquals: { a: 'x' } } }) }, 'expected a number'],
    ['a broken date', { Statement: deny({ Condition: { DateEquals: { a: 'tomorrow' } } }) }, 'expected an ISO 8601 date'],
    ['a broken boolean', { Statement: deny({ Condition: { Bool: { a: 'yes' } } }) }, 'expected "true" or "false"'],
    ['a condition value that is an object', { Statement: deny({ Condition: { StringEquals: { a: {} } } }) }, 'Condition.StringEquals.a'],
    ['a principal in a policy of an identity', { Statement: allow({ Principal: '*' }) }, 'only a resource policy names principals'],
  ])('%s', (_, document, message) => expect(() => compilePolicy(document, { kind: 'identity' })).toThrow(message));

  test.each<[string, Json, string]>([
    ['no principal', allow(), 'either Principal or NotPrincipal'],
    ['an unknown kind of principal', allow({ Principal: { Aws: '*' } }), 'Statement[0].Principal.Aws'],
    ['an empty principal', allow({ Principal: {} }), 'Statement[0].Principal'],
    ['a principal that is a plain text', allow({ Principal: '123456789012' }), 'Statement[0].Principal'],
  ])('of an API: %s', (_, statement, message) => expect(() => compilePolicy({ Statement: statement }, { kind: 'resource' })).toThrow(message));
});
