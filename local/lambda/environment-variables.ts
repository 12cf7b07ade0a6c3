import { FunctionModel } from '../model/functions/function';

/** Where a function believes that its log lines go. */
export interface LogDestination {
  readonly logGroup: string;
  readonly logStream: string;
}

/**
 * The whole environment of a function: what Lambda sets, what the gateway adds (endpoints), and the function's own variables, which win where Lambda
 * lets them. Nothing of the gateway's own environment is in it.
 *
 * @param base endpoints such as `AWS_ENDPOINT_URL_DYNAMODB`, and credentials if the dummy ones shall not be used
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function environmentVariables(model: FunctionModel, base: ReadonlyMap<string, string>, log: LogDestination): Record<string, string> {
  return {
    LANG: 'en_US.UTF-8',
    PATH: '/usr/local/bin:/usr/bin:/bin',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    // The Node.js version that the SDK would warn of is the one of this machine and not the one that the function is deployed with.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    ...Object.fromEntries(base),
    TZ: ':UTC',
    ...Object.fromEntries(model.environment),
    _HANDLER: model.handler,
    AWS_REGION: model.region,
    AWS_DEFAULT_REGION: model.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${model.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: model.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(model.memoryMegabytes),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: log.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: log.logStream,
    LAMBDA_TASK_ROOT: model.codeDirectory,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
  };
}

/** Log group and stream in Lambda's form; `id` tells the environments of a function apart. */
export function logDestination(model: FunctionModel, milliseconds: number, id: string): LogDestination {
  const day = new Date(milliseconds).toISOString().slice(0, 10).replaceAll('-', '/');
  return { logGroup: model.logGroup ?? `/aws/lambda/${model.name}`, logStream: `${day}/[$LATEST]${id}` };
}
