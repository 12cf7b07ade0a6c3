import { iamRoles } from '../../../handlers/account/iam-roles';

const credentials = () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' });
const answering = (status: number, body: string) => {
  const calls: { url: string; init: RequestInit }[] = [];
  const send = async (url: unknown, init?: RequestInit) => {
    calls.push({ url: String(url), init: init ?? {} });
    return new Response(body, { status });
  };
  return { calls, roles: iamRoles(credentials, send as typeof fetch) };
};

test.each([
  ['a role that is there', 200, '<GetRoleResponse/>', true],
  ['a role that is gone', 404, '<ErrorResponse><Error><Code>NoSuchEntity</Code></Error></ErrorResponse>', false],
  ['a question that is refused', 403, '<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>', undefined],
  ['trouble', 500, '', undefined],
])('%s', async (_, status, body, expected) => {
  expect(await answering(status, body).roles.exists('arn:aws:iam::111111111111:role/logs')).toBe(expected);
});

test('the question is signed, and names the role without its path', async () => {
  const { calls, roles } = answering(200, '');
  await roles.exists('arn:aws-cn:iam::111111111111:role/service/team/logs+1');
  expect(calls).toEqual([{
    url: 'https://iam.cn-north-1.amazonaws.com.cn/',
    init: expect.objectContaining({
      body: 'Action=GetRole&Version=2010-05-08&RoleName=logs%2B1',
      headers: expect.objectContaining({ 'authorization': expect.stringMatching(/Credential=AKIDEXAMPLE\/\d{8}\/cn-north-1\/iam\//), 'x-amz-security-token': 'token' }),
    }),
  }]);
});

test.each(['arn:aws-iso:iam::111111111111:role/logs', 'arn:aws:iam::111111111111:user/logs', 'nonsense', ''])('%j is not asked about', async (arn) => {
  const { calls, roles } = answering(200, '');
  expect([await roles.exists(arn), calls]).toEqual([undefined, []]);
});

test('an endpoint that can\'t be reached tells nothing', async () => {
  const roles = iamRoles(credentials, () => Promise.reject(new Error('unreachable')));
  expect(await roles.exists('arn:aws:iam::111111111111:role/logs')).toBeUndefined();
});
