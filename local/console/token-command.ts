import { quote } from './curl';
import { TokenDemand } from '../issuer/guarded-route';
import { IssuerProfile } from '../issuer/issuer-profile';

/** Commands that make a token of any caller, one for each issuer whose place the local one takes: of several one must be named. */
export function tokenCommands(standsInFor: readonly string[]): string[] {
  return standsInFor.map((issuer) => command([...(standsInFor.length > 1 ? ['--issuer', issuer] : []), '--sub', 'ann']));
}

/** A claim that a token must have. */
export interface ClaimDemand {
  readonly name: string;
  readonly value: string;
}

/**
 * The command that makes a token for a route; undefined: the local issuer does not take the place of the one that is trusted.
 *
 * @param claim what identifies the customer; absent: nothing does
 */
export function tokenCommand(
  { issuer, audience: audiences, scopes: [scope] }: TokenDemand, standsInFor: readonly IssuerProfile[], claim?: ClaimDemand,
): string | undefined {
  const profile = standsInFor.find((one) => one.issuer === issuer);
  if (!profile) return undefined;
  const words: string[] = [];
  if (scope !== undefined) words.push('--scope', scope);
  if (standsInFor.length > 1) words.push('--issuer', issuer);
  const [usual] = profile.kind === 'cognito' ? profile.clientIds : profile.audience;
  const [audience] = audiences;
  const isClient = claim?.name === 'client_id';
  if (audience !== undefined && !audiences.some((one) => one === usual) && !(isClient && profile.kind === 'cognito')) {
    words.push(profile.kind === 'cognito' ? '--client-id' : '--audience', audience);
  }
  if (claim) words.push(...(isClient ? ['--client-id', claim.value] : ['--claim', `${claim.name}=${claim.value}`]));
  return command(words);
}

function command(options: readonly string[]): string {
  return ['npx', 'apigateway-local', 'token', ...options].map(quote).join(' ');
}
