import { StackResources } from './stack-resources';
import { urlSuffixOf } from '../assembly/environment';

/** Issuers of the user pools that the templates create: their ids are of this machine, so no token of AWS can be theirs. */
export function localIssuersOf(all: StackResources): string[] {
  return all.of('AWS::Cognito::UserPool').map(({ stack: { region }, resource: { ref } }) => `https://cognito-idp.${region}.${urlSuffixOf(region)}/${ref}`);
}
