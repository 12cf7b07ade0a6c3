import { Annotations, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { reviewStage } from './stage-review';
import { warnOfMissingMethods } from '../../../common/cors/warn-of-methods';
import { type ReviewedRoute, warnOfWeakerRoutes } from '../../../common/routes/route-review';
import { policyProblems } from '../address-policy';
import type { CorsHeaders } from '../cors-headers';
import type { PlanRegistry } from '../plan-registry';
import type { RouteModel } from '../routes/route-model';
import type { RouteTable } from '../routes/route-table';
import type { StageSettings } from '../stage-settings';

/** An API as it is looked at when all is known. */
export interface ReviewedApi {
  readonly stage: apigateway.Stage;
  readonly table: RouteTable;
  readonly plans: PlanRegistry;
  readonly settings: StageSettings;
  readonly cors?: CorsHeaders;
  readonly accessPolicy?: iam.PolicyDocument;
}

/** Warns of what works, but not as it looks, and refuses at synthesis what only all routes and plans together can tell. */
export function reviewApi(scope: Construct, { stage, table, plans, settings, cors, accessPolicy }: ReviewedApi): void {
  warnOfSettings(scope, settings, cors);
  scope.node.addValidation({
    validate: () => {
      reviewStage(stage, table.routes);
      plans.warn(settings.throttle);
      warnOfWeakerRoutes(table.routes.map(reviewed));
      warnOfMissingMethods(cors?.allowMethods, table.routes.filter(({ key }) => !table.methodsOn(key.path).includes('OPTIONS')));
      const none = table.routes.length === 0 ? ['this API has no routes; give routes, or call addRoute()'] : [];
      const access = accessPolicy ? policyProblems(accessPolicy, Stack.of(scope)) : [];
      return [...none, ...access, ...plans.problems()];
    },
  });
}

function warnOfSettings(scope: Construct, settings: StageSettings, cors: CorsHeaders | undefined): void {
  const annotations = Annotations.of(scope);
  if (settings.dataTrace) {
    annotations.addWarningV2('cdk-apigateway-patterns:data-trace', 'executionLogs.dataTrace writes whole requests and responses to the log, credentials and personal data included; switch it off after debugging');
  }
  if (cors?.errorsKnowOnlyTheFirstOrigin) {
    annotations.addWarningV2('cdk-apigateway-patterns:cors-errors', 'with several origins and allowCredentials, errors of API Gateway carry the first origin only; pages of the others see a CORS error instead of 4xx and 5xx');
  }
}

function reviewed({ key, construct, isDecided, scopes, authorization }: RouteModel): ReviewedRoute {
  const { name, authorizationType, apiKey, authorizer } = authorization;
  const withoutAuthorizer = apiKey === 'required' ? 'key' : 'nobody';
  return {
    key,
    construct,
    isDecided,
    demands: {
      authorization: `RestAuthorization.${name}`,
      of: authorizationType === apigateway.AuthorizationType.NONE ? withoutAuthorizer : 'credentials',
      ...(authorization.scopes && { verifier: authorizer }),
      scopes,
    },
  };
}
