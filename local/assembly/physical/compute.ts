import { lowerId, uuid } from './deterministic';
import { ResourceContext, ResourceKind, arn, nameFrom, named, referredByArn, textProperty } from './resource-kind';

const functionName = nameFrom('FunctionName', 64);

/** ARN of a function that a property names; the property holds a name or an ARN. */
function functionArn(r: ResourceContext, property: string): string {
  const given = textProperty(r, property) ?? '';
  return given.startsWith('arn:') ? given : arn(r, 'lambda', `function:${given}`);
}

const aliasArn = (r: ResourceContext): string => `${functionArn(r, 'FunctionName')}:${textProperty(r, 'Name') ?? ''}`;
const versionNumber = (r: ResourceContext): string => String(r.ordinal('FunctionName'));
const stateMachineName = nameFrom('StateMachineName', 80);

export const computeKinds: Readonly<Record<string, ResourceKind>> = {
  'AWS::Lambda::Function': named(functionName, 'lambda', 'function:'),
  'AWS::Lambda::Version': {
    ref: r => `${functionArn(r, 'FunctionName')}:${versionNumber(r)}`,
    attributes: { Version: versionNumber, FunctionArn: r => `${functionArn(r, 'FunctionName')}:${versionNumber(r)}` },
  },
  'AWS::Lambda::Alias': { ref: aliasArn, attributes: { AliasArn: aliasArn } },
  'AWS::Lambda::LayerVersion': referredByArn(r => arn(r, 'lambda', `layer:${nameFrom('LayerName', 64)(r)}:1`), {
    LayerVersionArn: r => arn(r, 'lambda', `layer:${nameFrom('LayerName', 64)(r)}:1`),
  }),
  'AWS::Lambda::EventSourceMapping': { ref: r => uuid(r.seed), attributes: { Id: r => uuid(r.seed) } },
  'AWS::Lambda::Url': {
    ref: r => functionArn(r, 'TargetFunctionArn'),
    attributes: {
      FunctionArn: r => functionArn(r, 'TargetFunctionArn'),
      FunctionUrl: r => `https://${lowerId(r.seed, 32)}.lambda-url.${r.environment.region}.on.aws/`,
    },
  },
  'AWS::StepFunctions::StateMachine': referredByArn(r => arn(r, 'states', `stateMachine:${stateMachineName(r)}`), { Name: stateMachineName }),
  'AWS::Events::EventBus': { ...named(nameFrom('Name', 256), 'events', 'event-bus/') },
  'AWS::Events::Rule': named(nameFrom('Name', 64), 'events', 'rule/'),
  'AWS::ECS::Cluster': named(nameFrom('ClusterName'), 'ecs', 'cluster/'),
};
