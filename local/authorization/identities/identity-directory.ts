import { createHmac } from 'node:crypto';
import { isObject } from '../../json';
import { PrincipalModel } from '../../model/principals/principal';
import { CredentialStore, LocalCredential } from '../credential-store';
import { Caller, Callers, compileGrants } from './caller';
import { Pattern } from '../policy/pattern';
import { PolicyError } from '../policy/policy-error';

/** A pair of keys for a role or a user of a template. */
export interface TemplateCredential {
  readonly principal: PrincipalModel;
  readonly credential: LocalCredential;
}

const administrator = compileGrants([{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }]);

/**
 * Everybody who can sign here: the local user of each account, who may do everything, and the roles and users that a template lets call an API,
 * who may do what their policies say. Keys are derived from a seed: the same seed gives the same keys, worth nothing anywhere else.
 */
export class IdentityDirectory implements CredentialStore, Callers {
  /** Pairs of the template's roles and users, in the order of the templates. */
  public readonly credentials: readonly TemplateCredential[];
  /** Roles and users whose policies can't be read, and why: they may do nothing. */
  public readonly problems: readonly string[];
  private readonly callers = new Map<string, Caller>();
  private readonly byAccessKey = new Map<string, LocalCredential>();

  /**
   * @param locals the local users, who may do everything
   * @param seed whoever knows it can sign
   */
  public constructor(private readonly locals: CredentialStore, principals: readonly PrincipalModel[], seed: string) {
    const problems: string[] = [];
    this.credentials = principals.filter(mayInvoke).map((principal) => {
      const credential = makeCredential(principal, seed);
      this.byAccessKey.set(credential.accessKeyId, credential);
      try {
        this.callers.set(credential.accessKeyId, templateCaller(principal, credential));
      } catch (error) {
        if (!(error instanceof PolicyError)) throw error;
        problems.push(`${principal.kind} ${principal.logicalId} of ${principal.stack} may do nothing: a policy of it can't be read: ${error.message}`);
      }
      return { principal, credential };
    });
    this.problems = problems;
  }

  public find(accessKeyId: string): LocalCredential | undefined {
    return this.byAccessKey.get(accessKeyId) ?? this.locals.find(accessKeyId);
  }

  public callerOf(accessKeyId: string): Caller | undefined {
    if (this.byAccessKey.has(accessKeyId)) return this.callers.get(accessKeyId);
    const local = this.locals.find(accessKeyId);
    return local && localUser(local);
  }
}

function localUser({ identity }: LocalCredential): Caller {
  const { accountId: account, userArn: arn, userId } = identity;
  return {
    principal: { account, arn },
    conditions: { account, arn, userId, type: 'User', username: arn.split('/').at(-1), temporary: false, tags: new Map() },
    evaluate: administrator,
  };
}

function templateCaller(model: PrincipalModel, { identity }: LocalCredential): Caller {
  const isRole = model.kind === 'role';
  return {
    principal: { account: model.account, arn: identity.userArn, ...(isRole && { roleArn: model.arn }) },
    conditions: {
      // Policies see the role of a session, not the session.
      account: model.account,
      arn: model.arn,
      userId: identity.userId,
      type: isRole ? 'AssumedRole' : 'User',
      ...(!isRole && { username: model.name }),
      temporary: isRole,
      tags: model.tags,
    },
    evaluate: compileGrants(model.policies, model.boundary),
  };
}

function makeCredential(model: PrincipalModel, seed: string): LocalCredential {
  const derive = (purpose: string): Buffer => createHmac('sha256', seed).update(`${purpose} ${model.arn}`).digest();
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const letters = (purpose: string): string => [...derive(purpose).subarray(0, 16)].map((byte) => alphabet.charAt(byte % alphabet.length)).join('');
  const accessKeyId = `LOCL${letters('access-key')}`;
  const userId = model.kind === 'role' ? `LOCR${letters('role')}:local` : `LOCU${letters('user')}`;
  const partition = model.arn.split(':')[1] ?? 'aws';
  const userArn = model.kind === 'role' ? `arn:${partition}:sts::${model.account}:assumed-role/${model.name}/local` : model.arn;
  return {
    accessKeyId,
    secretAccessKey: derive('secret').toString('base64url').slice(0, 40),
    identity: { accessKey: accessKeyId, accountId: model.account, userArn, userId, caller: userId },
  };
}

/** Whether any policy allows to call an API; which one, and on what terms, is decided for each call. */
function mayInvoke({ policies }: PrincipalModel): boolean {
  return policies.some((policy) => {
    const statements = isObject(policy) ? policy.Statement : undefined;
    return (Array.isArray(statements) ? statements : [statements]).some((statement) => {
      if (!isObject(statement) || statement.Effect !== 'Allow') return false;
      const { Action: actions } = statement;
      return (Array.isArray(actions) ? actions : [actions]).some((action) => typeof action === 'string'
        && new Pattern(action, { variables: false, wildcards: 'text', ignoreCase: true }).test('execute-api:Invoke', new Map()) === 'match');
    });
  });
}
