import { type IncomingMessage, type ServerResponse } from 'node:http';
import { TestServer } from '../../support/test-server';

interface Version {
  value?: string;
  stages: string[];
}

const OLD = 1_600_000_000;

/** Secrets Manager with one secret, and CloudFront with one distribution, over HTTP as the SDK speaks with them. */
export class FakeAws {
  public readonly versions = new Map<string, Version>([['v0', { value: 'old-value', stages: ['AWSCURRENT'] }]]);
  /** Of the distribution, as it was written last. */
  public config = CONFIG;
  public readonly unsigned: string[] = [];
  private server: TestServer | undefined;

  public async start(): Promise<string> {
    this.server = await TestServer.start((request, response) => void this.serve(request, response));
    return this.server.origin;
  }

  public async stop(): Promise<void> {
    await this.server?.close();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const target = request.headers['x-amz-target'];
    if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) this.unsigned.push(request.url ?? '');
    if (typeof target === 'string') {
      const { status, answer } = this.secretsManager(target.split('.')[1] ?? '', JSON.parse(body) as Record<string, string>);
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
      return;
    }
    if (request.method === 'PUT') this.config = /<DistributionConfig[\s\S]*<\/DistributionConfig>/.exec(body)?.[0] ?? '';
    response.writeHead(200, { 'content-type': 'text/xml', 'etag': 'E2' }).end(`<?xml version="1.0"?><Distribution xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">
      <Id>E123</Id><ARN>arn</ARN><Status>Deployed</Status><DomainName>d1.cloudfront.net</DomainName>${this.config}</Distribution>`);
  }

  private secretsManager(action: string, { VersionId, VersionStage = '', ClientRequestToken = '', SecretString, MoveToVersionId = '' }: Record<string, string>) {
    const entries = [...this.versions];
    switch (action) {
      case 'DescribeSecret': return { status: 200, answer: { VersionIdsToStages: Object.fromEntries(entries.map(([id, { stages }]) => [id, stages])) } };
      case 'GetSecretValue': {
        const found = VersionId === undefined ? entries.find(([, { stages }]) => stages.includes(VersionStage))?.[1] : this.versions.get(VersionId);
        if (found?.value === undefined) return { status: 400, answer: { __type: 'ResourceNotFoundException', Message: 'no such version' } };
        return { status: 200, answer: { SecretString: found.value, CreatedDate: OLD } };
      }
      case 'PutSecretValue': this.versions.set(ClientRequestToken, { value: SecretString, stages: ['AWSPENDING'] }); break;
      case 'UpdateSecretVersionStage': for (const [id, version] of entries) version.stages = [id === MoveToVersionId ? 'AWSCURRENT' : 'AWSPREVIOUS'];
    }
    return { status: 200, answer: {} };
  }
}

const CONFIG = `<DistributionConfig><CallerReference>c</CallerReference><Comment>orders &amp; more</Comment><Enabled>true</Enabled>
  <Origins><Quantity>1</Quantity><Items><Origin><Id>o</Id><DomainName>a1b2c3.execute-api.eu-central-1.amazonaws.com</DomainName><OriginPath></OriginPath>
    <CustomHeaders><Quantity>1</Quantity><Items><OriginCustomHeader><HeaderName>x-origin-verify</HeaderName><HeaderValue>old-value</HeaderValue></OriginCustomHeader></Items></CustomHeaders>
    <CustomOriginConfig><HTTPPort>80</HTTPPort><HTTPSPort>443</HTTPSPort><OriginProtocolPolicy>https-only</OriginProtocolPolicy><OriginReadTimeout>35</OriginReadTimeout></CustomOriginConfig>
  </Origin></Items></Origins>
  <DefaultCacheBehavior><TargetOriginId>o</TargetOriginId><ViewerProtocolPolicy>redirect-to-https</ViewerProtocolPolicy><CachePolicyId>4135ea2d</CachePolicyId></DefaultCacheBehavior>
  <WebACLId>arn:acl</WebACLId></DistributionConfig>`;
