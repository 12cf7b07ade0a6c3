import { modelOf } from './temporary-model';
import { PrincipalModel } from '../../../local/model/principals/principal';

const iam = (type: string, properties: object): object => ({ Type: `AWS::IAM::${type}`, Properties: properties });
const says = (Sid: string) => ({ Version: '2012-10-17', Statement: [{ Sid, Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }] });
const trust = { AssumeRolePolicyDocument: {} };

async function principalsOf(resources: Record<string, unknown>): Promise<readonly PrincipalModel[]> {
  return (await modelOf(resources)).principals;
}

/** Names of the statements that a principal's policies hold. */
function sids({ policies }: PrincipalModel): unknown[] {
  return policies.flatMap((policy) => (policy as { Statement: { Sid?: string }[] }).Statement).map(({ Sid }) => Sid);
}

test('policies of a role come from everywhere that can attach one', async () => {
  const [role] = await principalsOf({
    Role: iam('Role', { ...trust, RoleName: 'caller', Policies: [{ PolicyName: 'a', PolicyDocument: says('inline') }], ManagedPolicyArns: [{ Ref: 'Named' }] }),
    Named: iam('ManagedPolicy', { PolicyDocument: says('named') }),
    Attaching: iam('ManagedPolicy', { PolicyDocument: says('attaching'), Roles: [{ Ref: 'Role' }] }),
    Policy: iam('Policy', { PolicyName: 'p', PolicyDocument: says('policy'), Roles: [{ Ref: 'Role' }] }),
    RolePolicy: iam('RolePolicy', { PolicyName: 'r', PolicyDocument: says('role-policy'), RoleName: { Ref: 'Role' } }),
    Other: iam('Policy', { PolicyName: 'p', PolicyDocument: says('other'), Roles: ['somebody-else'] }),
  });
  expect(role).toMatchObject({ kind: 'role', name: 'caller', arn: 'arn:aws:iam::000000000000:role/caller' });
  expect(role && sids(role).sort()).toEqual(['attaching', 'inline', 'named', 'policy', 'role-policy']);
});

test('a user has the policies of its groups', async () => {
  const [user] = await principalsOf({
    User: iam('User', { Path: '/staff/', UserName: 'ann', Groups: [{ Ref: 'Group' }], Tags: [{ Key: 'team', Value: 'blue' }] }),
    Group: iam('Group', { GroupName: 'callers', Policies: [{ PolicyName: 'a', PolicyDocument: says('group') }] }),
  });
  expect(user && sids(user)).toEqual(['group']);
  expect(user).toMatchObject({ kind: 'user', arn: 'arn:aws:iam::000000000000:user/staff/ann', tags: new Map([['team', 'blue']]) });
});

test('policies of AWS that speak of APIs are known, others are named', async () => {
  const [role] = await principalsOf({
    Role: iam('Role', { ...trust, ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonAPIGatewayInvokeFullAccess', 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'] }),
  });
  expect(role?.policies).toHaveLength(1);
  expect(role?.unknownPolicies).toEqual(['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole']);
});

test.each([
  ['one of the template', { Ref: 'Limit' }, says('limit')],
  ['one that is not there', 'arn:aws:iam::123456789012:policy/elsewhere', null],
])('a boundary: %s', async (_, boundary, expected) => {
  const [role] = await principalsOf({ Role: iam('Role', { ...trust, PermissionsBoundary: boundary }), Limit: iam('ManagedPolicy', { PolicyDocument: says('limit') }) });
  expect(role?.boundary).toEqual(expected);
});
