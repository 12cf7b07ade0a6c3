import { type CloudFrontClient, type DistributionConfig, GetDistributionCommand, UpdateDistributionCommand } from '@aws-sdk/client-cloudfront';
import { Conflict, type Sender } from './rotating-secret';

/** What CloudFront says when a distribution changed between reading and writing. */
const CONFLICTS: readonly unknown[] = ['PreconditionFailed', 'InvalidIfMatchVersion'];

/** A distribution whose origins get the secret in a custom header. */
export function cloudFrontSender(client: Pick<CloudFrontClient, 'send'>, distributionId: string, header: string): Sender {
  async function read() {
    const { ETag: etag, Distribution: distribution } = await client.send(new GetDistributionCommand({ Id: distributionId }));
    const config = distribution?.DistributionConfig;
    if (!distribution || !config) throw new Error(`distribution ${distributionId} has no configuration`);
    return { etag, config, isDeployed: distribution.Status === 'Deployed' };
  }

  return {
    async read() {
      const { config, isDeployed } = await read();
      const values = new Set(headersOf(config, header).map(({ HeaderValue }) => HeaderValue));
      const [value] = values;
      // Origins that send different values send nothing that counts.
      return { value: values.size === 1 ? value : undefined, isDeployed };
    },
    async send(value) {
      const { etag, config } = await read();
      const headers = headersOf(config, header);
      if (headers.length === 0) throw new Error(`no origin of distribution ${distributionId} has the custom header ${header}; deploy the stack again`);
      for (const each of headers) each.HeaderValue = value;
      try {
        await client.send(new UpdateDistributionCommand({ Id: distributionId, IfMatch: etag, DistributionConfig: config }));
      } catch (error) {
        if (error instanceof Error && CONFLICTS.includes(error.name)) throw new Conflict(error.name);
        throw error;
      }
    },
  };
}

function headersOf({ Origins: origins }: DistributionConfig, header: string) {
  const all = (origins?.Items ?? []).flatMap(({ CustomHeaders: custom }) => custom?.Items ?? []);
  return all.filter(({ HeaderName: name }) => name?.toLowerCase() === header);
}
