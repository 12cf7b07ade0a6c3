export { type AccessLogOptions, AccessLogs } from './common/access-logs';
export { type IStagedApi } from './common/api/staged-api';
export { AccountLogging } from './common/account-logging';
export { type AlarmsOptions, type AlarmTuning, type QuotaUsageAlarmOptions, type StandardAlarmsOptions } from './common/alarm-options';
export { type CorsOptions } from './common/cors-options';
export { type CustomDomainOptions, type MutualTlsOptions } from './common/custom-domain-options';
export { type DashboardOptions } from './common/dashboard-options';
export { ExecutionLogDelivery } from './common/execution-log-delivery';
export { ExecutionLogLevel, type ExecutionLogOptions } from './common/execution-logs';
export { JwtIssuer } from './common/jwt-issuer';
export {
  type Auth0IssuerOptions, type CognitoIssuerOptions, CognitoTokenUse, type EntraIdIssuerOptions, type JwtIssuerOptions, type OidcIssuerOptions,
  type OktaIssuerOptions,
} from './common/jwt-issuer-options';
export { type QuotaLimits, QuotaPeriod } from './common/quota';
export { type StorageOptions } from './common/storage-options';
export { type ThrottleLimits } from './common/throttle';
export { type ManagedWebAclOptions, WebAcl } from './common/web-acl';
export { type CloudFrontDomainOptions, type CloudFrontProtectionOptions } from './http/cloud-front-protection-options';
export { type HttpAlarmsOptions, type HttpRouteAlarmsOptions } from './http/http-alarms';
export { type HttpJwtApiAttributes, type IHttpJwtApi } from './http/http-api';
export { HttpAuthorization } from './http/http-authorization';
export { type HttpCustomFunctionOptions, type HttpJwtOptions } from './http/http-authorization-options';
export { HttpBackend } from './http/http-backend';
export {
  type HttpBackendOptions, type HttpCloudMapOptions, type HttpEndpointOptions, type HttpLambdaOptions, type HttpPrivateOptions,
  type HttpProxyBackendOptions, type HttpUrlOptions,
} from './http/http-backend-options';
export { type HttpCorsOptions } from './http/http-cors';
export { HttpCustomDomain, type HttpCustomDomainProps } from './http/http-custom-domain';
export { HttpJwtApi } from './http/http-jwt-api';
export { type HttpApiQuotas, type HttpJwtApiProps } from './http/http-jwt-api-props';
export { HttpRequestMapping } from './http/http-request-mapping';
export { HttpResponseMapping } from './http/http-response-mapping';
export { type HttpRouteOptions, type IHttpRoute } from './http/http-route';
export {
  type HttpGetConfigurationOptions, type HttpPutEventsOptions, type HttpPutRecordOptions, type HttpSendMessageOptions, type HttpStartExecutionOptions,
} from './http/http-service-options';
export { ApiAccess } from './rest/api-access';
export { ApiCustomer, type ApiCustomerOptions, type ApiCustomerProps } from './rest/api-customer';
export { type MockResponse } from './rest/mock-response';
export { type RestAlarmsOptions, type RestRouteAlarmsOptions } from './rest/rest-alarms';
export { type IRestApiWithUsagePlans, type RestApiWithUsagePlansAttributes } from './rest/rest-api';
export { type RestApiQuotas, type RestApiWithUsagePlansProps } from './rest/rest-api-props';
export { RestApiWithUsagePlans } from './rest/rest-api-with-usage-plans';
export { RestAuthorization } from './rest/rest-authorization';
export {
  type RestCognitoOptions, type RestCustomRequestOptions, type RestCustomTokenOptions, type RestJwtOptions,
} from './rest/rest-authorization-options';
export { type RestCorsOptions } from './rest/rest-cors';
export { type IRestRoute, type RestRouteOptions } from './rest/rest-route';
export { type UsagePlanTier } from './rest/usage-plan-tier';
