import { writeDimensions } from './metric-input';
import { FindRegionWatch } from './region-watch';
import { MetricIdentity } from '../../metrics/metric-identity';
import { Operation } from '../wire/aws-service';
import { pageOf } from '../wire/page';
import { ServiceInput } from '../wire/service-input';

const PAGE = 500;

/** `ListMetrics`: what has values, filtered by namespace, name and dimensions. */
export function listMetrics(find: FindRegionWatch): Operation {
  return (input, region) => {
    const [namespace, name] = [input.text('Namespace'), input.text('MetricName')];
    const wanted = input.objects('Dimensions').map(readDimensionFilter);
    const fits = (identity: MetricIdentity): boolean => (namespace === undefined || identity.namespace === namespace)
      && (name === undefined || identity.name === name)
      && wanted.every((filter) => identity.dimensions.some((own) => own.name === filter.name && own.value === (filter.value ?? own.value)));
    const all = [...find(region).metrics.all()].filter((series) => fits(series.identity) && series.times().length > 0);
    const { items, next } = pageOf(all, input, PAGE);
    return {
      Metrics: items.map(({ identity: { namespace: Namespace, name: MetricName, dimensions } }) => (
        { Namespace, MetricName, Dimensions: writeDimensions(dimensions) }
      )),
      NextToken: next,
    };
  };
}

function readDimensionFilter(dimension: ServiceInput): { readonly name: string; readonly value: string | undefined } {
  return { name: dimension.requiredText('Name'), value: dimension.text('Value') };
}
