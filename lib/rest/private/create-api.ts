import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { AccessLogsBinding } from '../../common/private/access-logs-binding';
import type { RestApiWithUsagePlansProps } from '../rest-api-props';

/** What is decided about an API before it is created. */
export interface ApiDecisions {
  readonly apiName: string;
  readonly stageName: string;
  readonly policy?: iam.PolicyDocument;
  readonly accessLogs?: AccessLogsBinding;
}

/** The L2 API with its one stage, without routes. */
export function createApi(scope: Construct, props: RestApiWithUsagePlansProps, decisions: ApiDecisions): apigateway.RestApi {
  const { apiName, stageName, policy, accessLogs } = decisions;
  const { ipAddressType = apigateway.IpAddressType.DUAL_STACK } = props;
  return new apigateway.RestApi(scope, 'Api', {
    restApiName: apiName,
    description: props.description,
    endpointConfiguration: { types: [apigateway.EndpointType.REGIONAL], ipAddressType },
    binaryMediaTypes: props.binaryMediaTypes,
    policy,
    apiKeySourceType: props.apiKeySource,
    cloudWatchRole: false,
    deployOptions: {
      stageName,
      variables: props.stageVariables,
      tracingEnabled: props.tracing ?? true,
      cacheClusterEnabled: false,
      accessLogDestination: accessLogs && { bind: () => ({ destinationArn: accessLogs.destinationArn }) },
      accessLogFormat: accessLogs && apigateway.AccessLogFormat.custom(accessLogs.format),
    },
  });
}
