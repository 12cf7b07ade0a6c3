import { TOKEN_CASES } from '../handlers/authorizers/token-cases';
import { hmac, TokenLab, TokenRecipe } from '../handlers/authorizers/token-lab';

export type Verdict = 'allow' | 'deny';

/** A request with a token, and what two verifiers say to it: the native JWT authorizer of HTTP APIs, as it runs here, and the packaged authorizer of REST APIs. */
export interface TokenVerdict {
  readonly name: string;
  /** Values of the `Authorization` header, in their order. */
  readonly authorization: (lab: TokenLab) => readonly string[];
  readonly native: Verdict;
  readonly packaged: Verdict;
  /** Whether the route wants `orders/read` or `orders/write`. */
  readonly scoped: boolean;
  /** Why the two differ: the rule of the service, and where it is written. */
  readonly difference?: Difference;
}

export interface Difference {
  readonly rule: string;
  readonly source: string;
}

const guide = 'https://docs.aws.amazon.com/apigateway/latest/developerguide';
const page = `${guide}/http-api-jwt-authorizer.html`;

/** Where the service's documented rules differ from those of the packaged authorizer. */
const rules = {
  rsaOnly: { rule: 'only RSA-based algorithms are supported', source: page },
  noTolerance: { rule: 'exp is after, nbf and iat are before the current time; no tolerance is granted', source: page },
  optionalClaims: { rule: 'of the claims the service evaluates kid, iss, aud or client_id, exp, nbf, iat and scopes, and dates only where they are', source: page },
  clientId: { rule: 'client_id stands for the audience where there is no aud', source: `${guide}/http-api-troubleshooting-jwt.html` },
  bareToken: { rule: 'the identity source may hold the token alone', source: page },
  headerQuota: { rule: 'request line and headers together may have 10,240 bytes', source: `${guide}/http-api-quotas.html` },
} satisfies Record<string, Difference>;

/** Cases of the packaged authorizer's own suite to which the native one says something else. */
const differences: Readonly<Record<string, Difference>> = {
  'ES256': rules.rsaOnly,
  'ES384': rules.rsaOnly,
  'ES512': rules.rsaOnly,
  'ES256 with a key that names no algorithm': rules.rsaOnly,
  'a key id that several keys share, other type': rules.rsaOnly,
  'not before within the tolerance': rules.noTolerance,
  'issued within the tolerance': rules.noTolerance,
  'expired within the tolerance': rules.noTolerance,
  'iat missing': rules.optionalClaims,
  'sub missing': rules.optionalClaims,
};

const opposite = (verdict: Verdict): Verdict => (verdict === 'allow' ? 'deny' : 'allow');

const suite = TOKEN_CASES.map(({ name, expected, make }): TokenVerdict => ({
  name,
  authorization: (lab) => [`Bearer ${make(lab)}`],
  native: name in differences ? opposite(expected) : expected,
  packaged: expected,
  scoped: false,
  ...(differences[name] && { difference: differences[name] }),
}));

type Make = (token: string, lab: TokenLab) => string | readonly string[];

/** Headers around a good token. */
function headers(verdict: Verdict, table: Readonly<Record<string, Make>>): TokenVerdict[] {
  return Object.entries(table).map(([name, make]) => ({
    name: `header: ${name}`,
    authorization: (lab) => [make(lab.token(), lab)].flat(),
    native: verdict,
    packaged: verdict,
    scoped: false,
  }));
}

/** Tokens that are well signed. */
function tokens(label: string, verdict: Verdict, table: Readonly<Record<string, TokenRecipe | ((lab: TokenLab) => TokenRecipe)>>): TokenVerdict[] {
  return Object.entries(table).map(([name, recipe]) => ({
    name: `${label}: ${name}`,
    authorization: (lab) => [`Bearer ${lab.token(typeof recipe === 'function' ? recipe(lab) : recipe)}`],
    native: verdict,
    packaged: verdict,
    scoped: label === 'scopes',
  }));
}

/** Only the native authorizer says so. */
function differing(rule: Difference, rows: readonly TokenVerdict[]): TokenVerdict[] {
  return rows.map((row) => ({ ...row, packaged: opposite(row.native), difference: rule }));
}

const claims = (members: Readonly<Record<string, unknown>>): TokenRecipe => ({ claims: members });

const headerRows = [
  ...headers('allow', {
    'Bearer': (token) => `Bearer ${token}`,
    'bearer in lower case': (token) => `bearer ${token}`,
    'BEARER in upper case': (token) => `BEARER ${token}`,
  }),
  ...differing(rules.bareToken, headers('allow', { 'the token alone': (token) => token })),
  ...headers('deny', {
    'none': () => [],
    'empty': () => '',
    'white space': () => ' \t ',
    'Bearer alone': () => 'Bearer',
    'Bearer and a space': () => 'Bearer ',
    'Bearer twice': (token) => `Bearer Bearer ${token}`,
    'Bearer with a colon': (token) => `Bearer: ${token}`,
    'Bearer with an equals sign': (token) => `Bearer=${token}`,
    'two spaces': (token) => `Bearer  ${token}`,
    'a tab': (token) => `Bearer\t${token}`,
    'a no-break space': (token) => `Bearer\u00a0${token}`,
    'full-width letters': (token) => `\uff22earer ${token}`,
    'a space before': (token) => ` Bearer ${token}`,
    'no space': (token) => `Bearer${token}`,
    'in quotes': (token) => `Bearer "${token}"`,
    'in angle brackets': (token) => `Bearer <${token}>`,
    'a comma after': (token) => `Bearer ${token},`,
    'a semicolon after': (token) => `Bearer ${token};`,
    'a parameter after': (token) => `Bearer ${token}, realm="x"`,
    'a line break after': (token) => `Bearer ${token}\r\nX-Admin: 1`,
    'a null character after': (token) => `Bearer ${token}\u0000`,
    'a comment after': (token) => `Bearer ${token} (comment)`,
    'as a parameter': (token) => `Bearer token="${token}"`,
    'as access_token': (token) => `access_token=${token}`,
    'another scheme': (token) => `Token ${token}`,
    'JWT as scheme': (token) => `JWT ${token}`,
    'DPoP': (token) => `DPoP ${token}`,
    'Negotiate': (token) => `Negotiate ${token}`,
    'Basic with the token for a password': (token) => `Basic ${Buffer.from(`user:${token}`).toString('base64')}`,
    'Basic and Bearer': (token) => `Basic dTpw, Bearer ${token}`,
    'Bearer and Basic': (token) => `Bearer ${token}, Basic dTpw`,
    'a signature of AWS': () => 'AWS4-HMAC-SHA256 Credential=A/20261121/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=00',
    'two good ones': (token, lab) => [`Bearer ${token}`, `Bearer ${lab.token({ key: 'rsa-2' })}`],
    'the same one twice': (token) => [`Bearer ${token}`, `Bearer ${token}`],
    'a good one and a bad one': (token) => [`Bearer ${token}`, 'Bearer bad'],
    'a bad one and a good one': (token) => ['Bearer bad', `Bearer ${token}`],
    'two good ones in one': (token) => `Bearer ${token},Bearer ${token}`,
    '100 KB of letters': () => `Bearer ${'x'.repeat(100_000)}`,
    '100 KB of dots': () => `Bearer ${'.'.repeat(100_000)}`,
    '100 KB of spaces and a good one': (token) => `Bearer ${' '.repeat(100_000)}${token}`,
    '100 KB of braces, encoded': () => `Bearer ${Buffer.from('{"a":'.repeat(15_000)).toString('base64url')}.e30.AA`,
    'a good signature of 100 KB': (_, lab) => `Bearer ${lab.token({ claims: { filler: 'x'.repeat(75_000) } })}`,
  }),
];

const claimRows = [
  ...differing(rules.headerQuota, tokens('length', 'allow', { 'a token of 9 KB': claims({ filler: 'x'.repeat(6_400) }) })),
  ...differing(rules.clientId, tokens('client_id', 'allow', {
    'in place of aud': claims({ aud: undefined }),
  })),
  ...tokens('client_id', 'deny', {
    'right, aud another': claims({ aud: 'other' }),
    'right, aud null': claims({ aud: null }),
    'right, aud an empty list': claims({ aud: [] }),
    'right, aud empty': claims({ aud: '' }),
    'another, no aud': claims({ aud: undefined, client_id: 'other' }),
    'in a list, no aud': (lab) => claims({ aud: undefined, client_id: [lab.settings.audience] }),
    'in azp, no aud': (lab) => claims({ aud: undefined, client_id: undefined, azp: lab.settings.audience }),
    'neither': claims({ aud: undefined, client_id: undefined }),
  }),
  ...tokens('client_id', 'allow', {
    'another, aud right': claims({ client_id: 'other' }),
    'missing, aud right': claims({ client_id: undefined }),
    'missing, aud a list with an empty text': (lab) => claims({ client_id: undefined, aud: ['', lab.settings.audience] }),
    'missing, aud a list with the right one last': (lab) => claims({ client_id: undefined, aud: ['a', 'b', lab.settings.audience] }),
  }),
  ...tokens('kind', 'deny', {
    'HS256 with the public key in the claims': (lab) => ({ header: { alg: 'HS256' }, claims: { key: lab.key('rsa-1').jwk }, signature: hmac('sha256', JSON.stringify(lab.key('rsa-1').jwk)) }),
    'exp and nbf exchanged': (lab) => claims({ exp: lab.now - 3600, nbf: lab.now + 3600 }),
    'nbf after exp': (lab) => claims({ exp: lab.now + 60, nbf: lab.now + 120 }),
    'iss of another tenant': (lab) => claims({ iss: lab.settings.issuer.replace('127.0.0.1', 'localhost') }),
    'iss with its default port': (lab) => claims({ iss: lab.settings.issuer.replace(/:\d+$/, ':80') }),
    'iss in other Unicode': (lab) => claims({ iss: lab.settings.issuer.replace('h', '\uff48') }),
    'aud in other Unicode': (lab) => claims({ aud: lab.settings.audience.replace('a', '\u0430'), client_id: undefined }),
    'aud with a zero-width space': (lab) => claims({ aud: `${lab.settings.audience}\u200b`, client_id: undefined }),
  }),
];

const scopeRows = [
  ...tokens('scopes', 'allow', {
    'scope': claims({ scope: 'orders/read' }),
    'scope, the other one': claims({ scope: 'orders/write' }),
    'scope among others': claims({ scope: 'openid orders/read email' }),
    'scope, several spaces': claims({ scope: '  openid   orders/read ' }),
    'scp as a list': claims({ scope: undefined, scp: ['openid', 'orders/read'] }),
    'scp as a text': claims({ scope: undefined, scp: 'openid orders/read' }),
    'scope without it, scp with it': claims({ scope: 'openid', scp: ['orders/read'] }),
    'scope as a list': claims({ scope: ['orders/read'] }),
    'scope as a list beside a number': claims({ scope: [1, 'orders/read'] }),
  }),
  ...tokens('scopes', 'deny', {
    'none': claims({ scope: undefined }),
    'empty': claims({ scope: '' }),
    'another': claims({ scope: 'orders/delete' }),
    'in upper case': claims({ scope: 'ORDERS/READ' }),
    'longer': claims({ scope: 'orders/reader' }),
    'shorter': claims({ scope: 'orders/rea' }),
    'with a prefix': claims({ scope: 'my-orders/read' }),
    'a wildcard': claims({ scope: '*' }),
    'a wildcard behind a slash': claims({ scope: 'orders/*' }),
    'joined by a comma': claims({ scope: 'openid,orders/read' }),
    'joined by a plus': claims({ scope: 'openid+orders/read' }),
    'joined by a tab': claims({ scope: 'openid\torders/read' }),
    'joined by a no-break space': claims({ scope: 'openid\u00a0orders/read' }),
    'in one text of a list': claims({ scope: undefined, scp: ['openid orders/read'] }),
    'in an object': claims({ scope: { 'orders/read': true } }),
    'in a list in a list': claims({ scope: [['orders/read']] }),
    'under the name scopes': claims({ scope: undefined, scopes: 'orders/read' }),
    'under the name permissions': claims({ scope: undefined, permissions: ['orders/read'] }),
    'null': claims({ scope: null }),
    'true': claims({ scope: true }),
  }),
];

/** Every row once; the rows of the packaged authorizer's suite first. */
export const TOKEN_VERDICTS: readonly TokenVerdict[] = [...suite, ...headerRows, ...claimRows, ...scopeRows];
