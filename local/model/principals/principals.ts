import { PrincipalModel } from './principal';
import { partitionOf } from '../../assembly/environment';
import { Json } from '../../json';
import { Properties } from '../properties';
import { StackResource, StackResources } from '../stack-resources';

/** Policies of AWS that matter to a caller of an API; of the others none speaks of execute-api alone. */
const MANAGED_BY_AWS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['AdministratorAccess', { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }],
  ['PowerUserAccess', { Version: '2012-10-17', Statement: { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' } }],
  ['AmazonAPIGatewayInvokeFullAccess', {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: ['execute-api:Invoke', 'execute-api:ManageConnections'], Resource: 'arn:aws:execute-api:*:*:*' },
  }],
  ['AWSDenyAll', { Version: '2012-10-17', Statement: { Effect: 'Deny', Action: '*', Resource: '*' } }],
]);

/** Everything in the templates that hangs policies on roles, users and groups. */
class Attachments {
  private readonly byName = new Map<string, Json[]>();
  private readonly byArn = new Map<string, Json>();

  public constructor(all: StackResources) {
    for (const { resource, stack, properties } of all.of('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy')) {
      if (resource.type === 'AWS::IAM::ManagedPolicy') this.byArn.set(resource.ref, document(properties));
      for (const kind of ['Role', 'User', 'Group']) {
        for (const name of properties.texts(`${kind}s`)) this.attach(stack.account, kind, name, document(properties));
      }
    }
    for (const kind of ['Role', 'User', 'Group']) {
      for (const { stack, properties } of all.of(`AWS::IAM::${kind}Policy`)) {
        this.attach(stack.account, kind, properties.requiredText(`${kind}Name`), document(properties));
      }
    }
  }

  /** Policies of a role, a user or a group: inline ones, named ones, and those that attach themselves. */
  public of(kind: string, { stack, properties }: StackResource, name: string): { readonly policies: Json[]; readonly unknown: string[] } {
    const policies = [...properties.objects('Policies').map(document), ...this.byName.get(`${stack.account} ${kind} ${name}`) ?? []];
    const unknown: string[] = [];
    for (const arn of properties.texts('ManagedPolicyArns')) {
      const policy = this.managed(arn);
      if (policy === undefined) unknown.push(arn);
      else policies.push(policy);
    }
    return { policies, unknown };
  }

  public managed(arn: string): Json | undefined {
    return this.byArn.get(arn) ?? MANAGED_BY_AWS.get(/^arn:aws[a-z-]*:iam::aws:policy\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1] ?? '');
  }

  private attach(account: string, kind: string, name: string, policy: Json): void {
    const key = `${account} ${kind} ${name}`;
    this.byName.set(key, [...this.byName.get(key) ?? [], policy]);
  }
}

function document(properties: Properties): Json {
  return properties.get('PolicyDocument') ?? null;
}

/** Builds the roles and users of an assembly, with everything that says what they may do. */
export function buildPrincipals(all: StackResources): PrincipalModel[] {
  const attachments = new Attachments(all);
  const groups = new Map(all.of('AWS::IAM::Group').map((entry) => [`${entry.stack.account} ${entry.resource.ref}`, entry]));
  return all.of('AWS::IAM::Role', 'AWS::IAM::User').map((entry): PrincipalModel => {
    const { stack, resource, properties } = entry;
    const kind = resource.type === 'AWS::IAM::Role' ? 'role' : 'user';
    const name = resource.ref;
    const own = attachments.of(kind === 'role' ? 'Role' : 'User', entry, name);
    const ofGroups = properties.texts('Groups').flatMap((group) => {
      const found = groups.get(`${stack.account} ${group}`);
      return found ? [attachments.of('Group', found, group)] : [];
    });
    const boundary = properties.text('PermissionsBoundary');
    return {
      stack: stack.name,
      logicalId: resource.logicalId,
      kind,
      name,
      arn: `arn:${partitionOf(stack.region)}:iam::${stack.account}:${kind}${properties.text('Path') ?? '/'}${name}`,
      account: stack.account,
      policies: [own, ...ofGroups].flatMap(({ policies }) => policies),
      unknownPolicies: [own, ...ofGroups].flatMap(({ unknown }) => unknown),
      ...(boundary !== undefined && { boundary: attachments.managed(boundary) ?? null }),
      tags: new Map(properties.objects('Tags').map((tag) => [tag.requiredText('Key'), tag.text('Value') ?? ''])),
    };
  });
}
