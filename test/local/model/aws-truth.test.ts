import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { modelOf } from './temporary-model';

interface Template {
  readonly Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
}

interface Case {
  readonly templates: ReadonlyArray<{ readonly template: Template }>;
}

const folder = process.env.AWS_TRUTH;
const files = folder === undefined ? [] : readdirSync(join(folder, 'cases')).filter(name => name.endsWith('.json'));

const each = folder === undefined ? test.skip.each(['recorded cases: set AWS_TRUTH to the folder of the recordings; each']) : test.each(files);

// A body that the recordings keep as YAML text is left to the conformance run, which turns it into JSON.
each('%s loads, with a callable stage for each of its APIs', async file => {
  const { templates } = JSON.parse(readFileSync(join(folder ?? '', 'cases', file), 'utf8')) as Case;
  for (const { template: { Resources: resources } } of templates) {
    const { restApis } = await modelOf(resources);
    expect(restApis).toHaveLength(Object.values(resources).filter(({ Type }) => Type === 'AWS::ApiGateway::RestApi').length);
    for (const api of restApis) expect(api.stages).not.toHaveLength(0);
    const declared = Object.values(resources).filter(({ Type }) => Type === 'AWS::ApiGateway::Method').length;
    const hasBody = Object.values(resources).some(({ Properties }) => Properties.Body);
    const methods = restApis.flatMap(api => api.resources.flatMap(resource => resource.methods));
    expect(methods).toHaveLength(hasBody ? 1 : declared);
  }
});
