import type { CustomDomainOptions } from '../custom-domain-options';

/** Whether the execute-api URL of an API is switched off, because a domain stands in front. */
export function closesExecuteApi(customDomain: CustomDomainOptions | undefined): boolean {
  return customDomain !== undefined && (customDomain.disableExecuteApiEndpoint ?? true);
}
