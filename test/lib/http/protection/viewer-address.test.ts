import { newStack, propertiesOf } from '../../fixture';
import { newHttpApi } from '../http-fixture';
import type { HttpJwtApiProps } from 'cdk-apigateway-patterns';

function formatOf(props: Partial<HttpJwtApiProps>): unknown {
  const api = newHttpApi(props, newStack({ env: { region: 'us-east-1', account: '123456789012' } }));
  const [stage] = propertiesOf(api, 'AWS::ApiGatewayV2::Stage');
  return JSON.parse((stage?.AccessLogSettings as { Format: string }).Format);
}

test('behind CloudFront the access log has the address of whoever called it, beside that of CloudFront', () => {
  expect(formatOf({ cloudFrontProtection: {} })).toMatchObject({ ip: '$context.identity.sourceIp', viewerAddress: '$context.authorizer.viewerAddress' });
});

test('without CloudFront there is one address', () => {
  expect(formatOf({})).not.toHaveProperty('viewerAddress');
});
