import { Json } from '../../../local/json';
import { MappingScope } from '../../../local/mapping/mapping-scope';

const CONTEXT: Readonly<Record<string, Json>> = {
  'requestId': 'r-1',
  'identity.sourceIp': '1.2.3.4',
  'requestTimeEpoch': 1700000000000,
  'error.message': 'no\nway',
  'authorizer.claims.cognito:username': 'ann',
  'authorizer.claims.custom:a-b': 'acme',
};

/** A scope with known values. */
export class FixedScope implements MappingScope {
  public constructor(private readonly body = '{"pets": [{"name": "Rex"}], "n": null, "quote": "it\'s \\"q\\" a/b"}') {}

  public context(name: string): Json | undefined {
    return CONTEXT[name];
  }

  public stageVariable(name: string): string | undefined {
    return new Map([['version', '1.0']]).get(name);
  }

  public header(name: string): readonly string[] | undefined {
    return new Map([['x-h', ['first', 'last']], ['id', ['header-id']]]).get(name.toLowerCase());
  }

  public queryParameter(name: string): readonly string[] | undefined {
    return new Map([['q', ['1', '2']], ['id', ['query-id']], ['r', ['a b&c']]]).get(name);
  }

  public pathParameter(name: string): string | undefined {
    return new Map([['id', '42']]).get(name);
  }

  public responseHeader(name: string): readonly string[] | undefined {
    return new Map([['location', ['/a', '/b']]]).get(name.toLowerCase());
  }

  public payload(): string {
    return this.body;
  }

  public payloadJson(): Json | undefined {
    try {
      return JSON.parse(this.body) as Json;
    } catch {
      return undefined;
    }
  }
}
