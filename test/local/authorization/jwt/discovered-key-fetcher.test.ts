import { DiscoveredKeyFetcher } from '../../../../local/authorization/jwt/discovered-key-fetcher';
import { RemoteKeys } from '../../../../local/authorization/jwt/remote-keys';
import { KeysUnreachable } from '../../../../local/authorization/jwt/verification-keys';
import { Json } from '../../../../local/json';
import { LocalClock } from '../../../../local/local-clock';

const issuer = 'https://issuer.example/tenant/';

function setUp(document: Json | Error) {
  const asked: string[] = [];
  const fetcher = new DiscoveredKeyFetcher({
    json: async (url) => {
      asked.push(url);
      if (document instanceof Error) throw document;
      return document;
    },
    fetch: async (url) => {
      asked.push(url);
      return [{ kid: 'k1' }];
    },
  });
  return { asked, fetcher };
}

test('keys are where the issuer says, and it is asked every time', async () => {
  const { asked, fetcher } = setUp({ issuer, jwks_uri: 'https://keys.example/set' });
  expect(await fetcher.fetch(issuer)).toEqual([{ kid: 'k1' }]);
  await fetcher.fetch(issuer);
  const round = ['https://issuer.example/tenant/.well-known/openid-configuration', 'https://keys.example/set'];
  expect(asked).toEqual([...round, ...round]);
});

test.each<[string, Json | Error, string]>([
  ['no answer', new KeysUnreachable('it answered 503'), 'its discovery document: it answered 503'],
  ['a list', [], 'its discovery document is not an object'],
  ['no keys', { issuer }, 'its discovery document has no jwks_uri'],
  ['another issuer', { issuer: 'https://issuer.example/tenant', jwks_uri: 'https://keys.example/set' }, 'that of another issuer: "https://issuer.example/tenant"'],
  ['no issuer', { jwks_uri: 'https://keys.example/set' }, 'that of another issuer: none'],
])('%s: no keys, and it is said that it was the discovery', async (_, document, message) => {
  const keys = new RemoteKeys(issuer, setUp(document).fetcher, LocalClock.frozenAt(0));
  const error: unknown = await keys.find('k1').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(KeysUnreachable);
  expect(error).toMatchObject({ missing: 'discovery', message: expect.stringContaining(message) });
});
