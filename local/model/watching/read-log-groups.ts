import { LogGroupModel, MetricFilterModel } from './log-group';
import { TemplateError } from '../../assembly/template-error';
import { Properties } from '../properties';
import { StackResources } from '../stack-resources';

/** Builds the log groups of an assembly. */
export function buildLogGroups(all: StackResources): LogGroupModel[] {
  return all.of('AWS::Logs::LogGroup').map(({ stack, resource, properties }) => {
    const retentionDays = properties.number('RetentionInDays');
    return { name: resource.ref, region: stack.region, account: stack.account, ...(retentionDays === undefined ? {} : { retentionDays }) };
  });
}

function transformation(properties: Properties): MetricFilterModel['transformations'][number] {
  const defaultValue = properties.number('DefaultValue');
  return {
    namespace: properties.requiredText('MetricNamespace'),
    name: properties.requiredText('MetricName'),
    value: properties.requiredText('MetricValue'),
    ...(defaultValue === undefined ? {} : { defaultValue }),
    dimensions: new Map(properties.objects('Dimensions').map((dimension) => [dimension.requiredText('Key'), dimension.requiredText('Value')])),
    unit: properties.text('Unit') ?? 'None',
  };
}

/** Builds the metric filters of an assembly; one that can't be used is named. */
export function buildMetricFilters(all: StackResources): MetricFilterModel[] {
  return all.of('AWS::Logs::MetricFilter').flatMap((entry): MetricFilterModel[] => {
    const { stack, resource, properties } = entry;
    try {
      return [{
        stack: stack.name,
        logicalId: resource.logicalId,
        region: stack.region,
        logGroup: properties.requiredText('LogGroupName'),
        pattern: properties.text('FilterPattern') ?? '',
        transformations: properties.objects('MetricTransformations').map(transformation),
      }];
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      all.leaveOut(entry, `it counts nothing: ${error.message}`);
      return [];
    }
  });
}
