import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import type { HttpBackendScope } from './backend-scope';
import { digestOf } from './tokens';
import { cfnOf } from '../../../common/cloudformation/cfn-of';
import { acknowledge } from '../../../common/private/acknowledge';
import type { HttpProxyBackendOptions } from '../../http-backend-options';
import type { HttpResponseMapping } from '../../http-response-mapping';

/** The most that the L2 construct takes; the service takes a second more. */
const L2_TIMEOUT = 29_000;
const ID = 'Integration';

/** An integration, before an API has it. */
export interface SharedIntegrationProps {
  /** What kind of backend is called, in a word. */
  readonly kind: string;
  /** Which one: a name that does not depend on the order of anything. */
  readonly target: string;
  readonly options: HttpProxyBackendOptions;
  /** What beside the options tells it from other integrations of the same target. */
  readonly variation?: object;
  /** Names of path parameters that the backend needs, by what needs them. */
  readonly pathParameters?: { readonly [user: string]: readonly string[] };
  /** Why calls need no TLS. */
  readonly plainHttpReason?: string;
  /** Makes what the integration needs. Called once for an API. */
  readonly configure: (home: Construct) => apigwv2.HttpRouteIntegrationConfig;
}

/** One integration of an API for each target and set of options, however many routes and however many backend objects name it. */
export function sharedIntegration({ scope, stageVariables }: HttpBackendScope, props: SharedIntegrationProps): apigwv2.HttpRouteIntegration {
  const { timeout, requestMapping, responseMappings = {} } = props.options;
  const digest = digestOf({
    ...props.variation,
    timeout: timeout?.toMilliseconds(),
    request: requestMapping && Object.entries(requestMapping._render()),
    response: responseParametersOf(responseMappings),
  }, scope);
  const id = [props.kind, props.target.replaceAll('/', '|'), digest].join(' ').trim();
  const existing = scope.node.tryFindChild(id);
  return (existing instanceof SharedIntegration ? existing : new SharedIntegration(scope, id, props, stageVariables)).forRoutes;
}

/** Scope of an integration. It is the API's and no route's, so that no route that goes takes it along. */
class SharedIntegration extends Construct {
  public readonly forRoutes: apigwv2.HttpRouteIntegration;

  public constructor(scope: Construct, id: string, props: SharedIntegrationProps, stageVariables: readonly string[]) {
    super(scope, id);
    this.forRoutes = new RouteIntegration(this, props, stageVariables);
  }
}

/** What the L2 route asks for the id of its integration. */
class RouteIntegration extends apigwv2.HttpRouteIntegration {
  private complete = false;

  public constructor(
    private readonly home: Construct, private readonly props: SharedIntegrationProps, private readonly stageVariables: readonly string[],
  ) {
    super(ID);
  }

  public override _bindToRoute(options: apigwv2.HttpRouteIntegrationBindOptions): { readonly integrationId: string } {
    this.checkPathParameters(options.route);
    return super._bindToRoute({ ...options, scope: this.home });
  }

  public override bind(): apigwv2.HttpRouteIntegrationConfig {
    const { timeout, requestMapping } = this.props.options;
    return {
      ...(requestMapping && { parameterMapping: parameterMappingOf(requestMapping._render()) }),
      ...(timeout && !exceedsL2(timeout.toMilliseconds()) && { timeout }),
      ...this.props.configure(this.home),
    };
  }

  /** Sets what the L2 construct has no property for. */
  protected override completeBind(): void {
    if (this.complete) return;
    this.complete = true;
    const resource = cfnOf(this.home.node.findChild(ID), apigwv2.CfnIntegration);
    const { options, plainHttpReason } = this.props;
    resource.responseParameters = responseParametersOf(options.responseMappings ?? {});
    this.checkStageVariables([resource.integrationUri, resource.requestParameters, resource.responseParameters]);
    const timeout = options.timeout?.toMilliseconds();
    if (timeout !== undefined && exceedsL2(timeout)) resource.timeoutInMillis = timeout;
    if (plainHttpReason !== undefined) acknowledge(resource, { id: 'cdk-apigateway-patterns:plain-http', reason: plainHttpReason });
  }

  private checkStageVariables(values: unknown): void {
    const { stageVariables, props } = this;
    const read = [...JSON.stringify(values).matchAll(/\$\{?stageVariables\.(\w+)/g)].map(([, name = '']) => name);
    const missing = read.find((name) => !stageVariables.includes(name));
    if (missing === undefined) return;
    throw new Error(`backend ${JSON.stringify(props.target)} reads the stage variable ${JSON.stringify(missing)}, which the API does not have; `
      + `give it with stageVariables: { ${JSON.stringify(missing)}: ... }. It has ${stageVariables.map((name) => JSON.stringify(name)).join(', ') || 'none'}`);
  }

  private checkPathParameters({ path }: apigwv2.IHttpRoute): void {
    const known = [...(path ?? '').matchAll(/\{([^}+]+)\+?\}/g)].map(([, name]) => name);
    for (const [user, names] of Object.entries(this.props.pathParameters ?? {})) {
      const missing = names.find((name) => !known.includes(name));
      if (missing !== undefined) {
        throw new Error(`${user} needs the path parameter ${JSON.stringify(missing)}, but the route ${path === undefined ? '"$default"' : `on ${JSON.stringify(path)}`} has ${known.length === 0 ? 'none' : known.map((name) => `"${name}"`).join(', ')}; `
          + `give the route one, like "ANY /{${missing}+}"`);
      }
    }
  }
}

function exceedsL2(milliseconds: number): boolean {
  return milliseconds > L2_TIMEOUT;
}

/** Parameters as the L2 construct takes them. */
export function parameterMappingOf(parameters: { readonly [key: string]: string }): apigwv2.ParameterMapping {
  return Object.entries(parameters).reduce((mapping, [key, value]) => mapping.custom(key, value), new apigwv2.ParameterMapping());
}

/** As CloudFormation spells them, which is not as the API does. */
function responseParametersOf(mappings: { readonly [statusCode: string]: HttpResponseMapping }): object | undefined {
  const statuses = Object.entries(mappings).map(([status, mapping]) => [
    status,
    { ResponseParameters: Object.entries(mapping._render()).map(([Destination, Source]) => ({ Destination, Source })) },
  ] as const).filter(([, { ResponseParameters }]) => ResponseParameters.length > 0).sort(([left], [right]) => (left < right ? -1 : 1));
  return statuses.length === 0 ? undefined : Object.fromEntries(statuses);
}
