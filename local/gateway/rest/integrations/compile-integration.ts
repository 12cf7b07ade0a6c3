import { forbiddenHeader } from './forbidden-headers';
import { compileHttp, compileHttpProxy } from './http/http';
import { answering } from './integrate';
import { isFunctionUri } from './lambda/function-target';
import { compileLambda } from './lambda/lambda';
import { compileLambdaProxy } from './lambda/lambda-proxy';
import { compileMock } from './mock';
import { messageOf } from '../../../errors';
import { RestIntegration } from '../../../model/rest-api';
import { RestIntegrate } from '../compiled-rest-api';
import { configurationError, notServed } from '../gateway-failure';

/** A compiled integration. */
export interface CompiledIntegration {
  readonly integrate: RestIntegrate;
  /** What of it is not served, in one line; then every call answers 501. */
  readonly notServed?: string;
}

/** Compiles an integration of any kind. Never throws: what can't be served answers 501, and a method without integration 500 as in the service. */
export function compileIntegration(integration: RestIntegration | undefined, backends: ReadonlyMap<string, string>): CompiledIntegration {
  if (!integration) return { integrate: answering(() => configurationError('the method has no integration')) };
  const header = forbiddenHeader(integration);
  if (header !== undefined) return { integrate: answering(() => configurationError(`the integration maps the header ${header}, which an integration of type ${integration.type} must not set`)) };
  try {
    return { integrate: compile(integration, backends) };
  } catch (error) {
    const detail = messageOf(error);
    return { integrate: answering(() => notServed(detail)), notServed: detail };
  }
}

function compile(integration: RestIntegration, backends: ReadonlyMap<string, string>): RestIntegrate {
  const { type, uri = '', connectionType } = integration;
  if (connectionType === 'VPC_LINK' && ![...backends.keys()].some((origin) => uri.toLowerCase().startsWith(origin.toLowerCase()))) {
    throw new Error(`its VPC link leads nowhere here: give the local origin of ${uri} with --backend <origin>=<local origin>`);
  }
  switch (type) {
    case 'MOCK': return compileMock(integration);
    case 'HTTP': return compileHttp(integration);
    case 'HTTP_PROXY': return compileHttpProxy(integration);
    case 'AWS_PROXY': return compileLambdaProxy(integration);
    case 'AWS':
      if (isFunctionUri(uri)) return compileLambda(integration);
      throw new Error(`its AWS service integration (${uri}) is not served yet`);
  }
}
