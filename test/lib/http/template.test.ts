import { maskAssetHashes } from '../../snapshot-serializer';
import { resourcesOf } from '../fixture';
import { newHttpApi } from './http-fixture';

expect.addSnapshotSerializer(maskAssetHashes);

/** Types whose shape is ours; those of aws-cdk-lib differ between its versions. */
const ours = /^AWS::(ApiGatewayV2|Logs)|Permission$/;

test('the smallest API', () => {
  const resources = Object.entries(resourcesOf(newHttpApi())).filter(([, { Type }]) => ours.test(Type));
  expect(Object.fromEntries(resources.map(([id, { Metadata: _, ...resource }]) => [id, resource]))).toMatchSnapshot();
});
