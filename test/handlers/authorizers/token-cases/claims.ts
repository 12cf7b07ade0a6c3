import { cases, each } from './token-case';

const claim = (name: string) => (value: unknown) => ({ claims: { [name]: value } });
/** `client_id` follows `aud`, as some authorizers look at it where there is no audience. */
const audience = (aud: unknown) => ({ claims: { aud, client_id: undefined } });
/** JSON that JavaScript can't write: the text of one member replaced. */
const text = (name: string, value: string) => (lab: { claims(): object }) => ({
  claimsText: JSON.stringify(lab.claims()).replace(new RegExp(`"${name}":("[^"]*"|\\d+)`), `"${name}":${value}`),
});

/** Claims of another issuer, for someone else, out of time, or malformed; all well signed. */
export const claimCases = cases('deny', {
  ...each('iss', [undefined, null, '', 1, true, {}, 'https://evil.example', 'constructor', '__proto__'], claim('iss')),
  'iss with a slash more': (lab) => claim('iss')(`${lab.settings.issuer}/`),
  'iss with a letter less': (lab) => claim('iss')(lab.settings.issuer.slice(0, -1)),
  'iss with something after it': (lab) => claim('iss')(`${lab.settings.issuer}.evil.example`),
  'iss with a path': (lab) => claim('iss')(`${lab.settings.issuer}/tenant`),
  'iss with a query': (lab) => claim('iss')(`${lab.settings.issuer}?x`),
  'iss with a fragment': (lab) => claim('iss')(`${lab.settings.issuer}#`),
  'iss with a space': (lab) => claim('iss')(`${lab.settings.issuer} `),
  'iss in upper case': (lab) => claim('iss')(lab.settings.issuer.toUpperCase()),
  'iss without its scheme': (lab) => claim('iss')(lab.settings.issuer.replace(/^https?:\/\//, '')),
  'iss with a user name': (lab) => claim('iss')(lab.settings.issuer.replace('://', '://evil@')),
  'iss in a list': (lab) => claim('iss')([lab.settings.issuer]),
  'iss twice': (lab) => ({ claimsText: JSON.stringify(lab.claims()).replace('{', '{"iss":"https://evil.example",') }),

  ...each('aud', [undefined, null, '', 1, true, {}, [], 'other', '*', ['other'], ['other', 'another'], [null], [1]], (value) => audience(value)),
  'aud with a letter more': (lab) => audience(`${lab.settings.audience}x`),
  'aud with a letter less': (lab) => audience(lab.settings.audience.slice(0, -1)),
  'aud in another case': (lab) => audience(lab.settings.audience === lab.settings.audience.toUpperCase() ? lab.settings.audience.toLowerCase() : lab.settings.audience.toUpperCase()),
  'aud with a space': (lab) => audience(`${lab.settings.audience} `),
  'aud among others in one string': (lab) => audience(`other ${lab.settings.audience}`),
  'aud in a list in a list': (lab) => audience([[lab.settings.audience]]),
  'aud beside a number': (lab) => audience([lab.settings.audience, 1]),
  'aud in an object': (lab) => audience({ 0: lab.settings.audience, length: 1 }),
  'aud twice': (lab) => ({ claimsText: JSON.stringify(lab.claims()).replace('{', `{"aud":${JSON.stringify(lab.settings.audience)},`) }),

  ...each('exp', [undefined, null, '', '9999999999', true, [], {}, [9_999_999_999], 0, 1, -1, '2099-01-01T00:00:00Z'], claim('exp')),
  'exp an hour ago': (lab) => claim('exp')(lab.now - 3600),
  'exp just beyond the tolerance': (lab) => claim('exp')(lab.now - 35),
  'exp in milliseconds': (lab) => claim('exp')((lab.now + 60) * 1000),
  'exp infinite': text('exp', '1e400'),
  'exp twice': (lab) => ({ claimsText: JSON.stringify(lab.claims()).replace('{', '{"exp":1,') }),
  'exp escaped and twice': (lab) => ({ claimsText: JSON.stringify(lab.claims()).replace('{', '{"\\u0065xp":1,') }),
  'exp not a number in JSON': text('exp', 'NaN'),

  ...each('iat', [undefined, null, '', '1', true, [], {}, [1]], claim('iat')),
  'iat in ten minutes': (lab) => claim('iat')(lab.now + 600),
  'iat just beyond the tolerance': (lab) => claim('iat')(lab.now + 40),
  'iat in milliseconds': (lab) => claim('iat')(lab.now * 1000),
  'iat infinite': text('iat', '1e999'),

  ...each('nbf', [null, '', '1', true, [], {}], claim('nbf')),
  'nbf in ten minutes': (lab) => claim('nbf')(lab.now + 600),
  'nbf just beyond the tolerance': (lab) => claim('nbf')(lab.now + 40),
  'nbf in milliseconds': (lab) => claim('nbf')(lab.now * 1000),

  ...each('sub', [undefined, null, '', 1, true, [], ['ann'], {}, 'ann\nadmin', 'a\u0000', 's'.repeat(300)], claim('sub')),
  'sub twice': (lab) => ({ claimsText: JSON.stringify(lab.claims()).replace('{', '{"sub":"admin",') }),

  ...each('claims', ['[]', '""', 'null', '1', 'true', '{}', '', '{', '{"a":1', '{a:1}', '\'{}\''], (value) => ({ claimsText: ` ${String(value)}` })),
  'claims in a list': (lab) => ({ claimsText: JSON.stringify([lab.claims()]) }),
  'claims with something after them': (lab) => ({ claimsText: `${JSON.stringify(lab.claims())}{}` }),
  'claims with a byte order mark': (lab) => ({ claimsText: `\ufeff${JSON.stringify(lab.claims())}` }),
  'claims with a comma too many': (lab) => ({ claimsText: JSON.stringify(lab.claims()).replace(/\}$/, ',}') }),
  'claims in broken UTF-8': (lab) => ({ claimsText: Buffer.from(JSON.stringify({ ...lab.claims(), name: 'Zoë' }), 'latin1') }),
  'claims in UTF-16': (lab) => ({ claimsText: Buffer.from(JSON.stringify(lab.claims()), 'utf16le') }),
  'a name twice in a nested object': (lab) => ({ claimsText: JSON.stringify(lab.claims()).replace('{', '{"x":[{"role":"user","role":"admin"}],') }),
  'claims nested without end': (lab) => ({ claimsText: JSON.stringify(lab.claims()).replace('{', `{"x":${'['.repeat(2000)},`) }),
});
