import { isObject, Json, JsonObject } from '../../json';
import { TemplateError, TemplateLocation } from '../template-error';

/** A template as it was written: sections checked, nothing resolved. */
export interface Template {
  readonly file: string;
  readonly at: TemplateLocation;
  readonly parameters: ReadonlyMap<string, JsonObject>;
  readonly mappings: ReadonlyMap<string, JsonObject>;
  readonly conditions: ReadonlyMap<string, Json>;
  readonly resources: ReadonlyMap<string, TemplateResource>;
  readonly outputs: ReadonlyMap<string, JsonObject>;
}

export interface TemplateResource {
  readonly logicalId: string;
  readonly type: string;
  readonly condition?: string;
  readonly properties: JsonObject;
  readonly metadata: JsonObject;
  readonly dependsOn: readonly string[];
  readonly at: TemplateLocation;
}

/** Transforms that change nothing about what is served here. */
const HARMLESS_TRANSFORMS = [/^AWS::LanguageExtensions$/, /^AWS::SecretsManager-/];

/** Far deeper than a person nests, and shallow enough for everything that walks a template. */
const MAXIMUM_DEPTH = 400;

function refuseDepth(value: Json, at: TemplateLocation, depth = 0): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAXIMUM_DEPTH) throw new TemplateError(at, { problem: `nested deeper than ${MAXIMUM_DEPTH} levels`, fix: 'flatten the value' });
  for (const member of Object.values(value)) refuseDepth(member, at, depth + 1);
}

function objectAt(value: Json | undefined, at: TemplateLocation): JsonObject {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw new TemplateError(at, { problem: 'wrong type', found: value, expected: 'an object' });
  return value;
}

function section(document: JsonObject, name: string, at: TemplateLocation): ReadonlyMap<string, JsonObject> {
  const content = objectAt(document[name], at.at(name));
  return new Map(Object.entries(content).map(([key, value]) => [key, objectAt(value, at.at(name).at(key))]));
}

function refuseTransform(name: Json, at: TemplateLocation): void {
  if (typeof name === 'string' && HARMLESS_TRANSFORMS.some(pattern => pattern.test(name))) return;
  throw new TemplateError(at, {
    problem: 'this transform runs on AWS only',
    found: name,
    fix: 'give the transformed template: a synthesized CDK app, or what CloudFormation shows as the processed template',
  });
}

function parseResource(logicalId: string, value: Json, at: TemplateLocation): TemplateResource {
  if (logicalId.startsWith('Fn::')) {
    throw new TemplateError(at, { problem: `${logicalId} is not supported here`, found: value, fix: 'write the resources out, or give the processed template' });
  }
  if (!isObject(value)) throw new TemplateError(at, { problem: 'wrong type', found: value, expected: 'a resource: an object with Type and Properties' });
  if (typeof value.Type !== 'string' || value.Type === '') {
    throw new TemplateError(at.at('Type'), { problem: 'the resource has no Type', found: value.Type ?? null, expected: 'a resource type such as "AWS::Lambda::Function"' });
  }
  const { Condition: condition, DependsOn: dependsOn = [] } = value;
  if (condition !== undefined && typeof condition !== 'string') {
    throw new TemplateError(at.at('Condition'), { problem: 'wrong type', found: condition, expected: 'the name of a condition' });
  }
  const targets = Array.isArray(dependsOn) ? dependsOn : [dependsOn];
  if (!targets.every(target => typeof target === 'string')) {
    throw new TemplateError(at.at('DependsOn'), { problem: 'wrong type', found: dependsOn, expected: 'a logical id or a list of them' });
  }
  return {
    logicalId,
    type: value.Type,
    ...(condition === undefined ? {} : { condition }),
    properties: objectAt(value.Properties, at.at('Properties')),
    metadata: objectAt(value.Metadata, at.at('Metadata')),
    dependsOn: targets,
    at,
  };
}

/**
 * Checks the sections of a template. DeletionPolicy, UpdatePolicy, Rules and the like have no effect here and are not looked at.
 * @throws TemplateError when a section is missing or has the wrong type.
 */
export function parseTemplate(file: string, document: Json): Template {
  const at = new TemplateLocation(file);
  if (!isObject(document)) throw new TemplateError(at, { problem: 'not a template', found: document, expected: 'an object with a section Resources' });
  for (const [name, value] of Object.entries(document)) refuseDepth(value, at.at(name));
  const transforms = document.Transform ?? [];
  for (const name of Array.isArray(transforms) ? transforms : [transforms]) refuseTransform(name, at.at('Transform'));
  if (!isObject(document.Resources)) {
    throw new TemplateError(at.at('Resources'), {
      problem: 'the template has no Resources',
      found: document.Resources ?? null,
      expected: 'an object with a member for each resource',
      fix: 'check that the file is a CloudFormation template',
    });
  }
  const resources = at.at('Resources');
  return {
    file,
    at,
    parameters: section(document, 'Parameters', at),
    mappings: section(document, 'Mappings', at),
    conditions: new Map(Object.entries(objectAt(document.Conditions, at.at('Conditions')))),
    resources: new Map(Object.entries(document.Resources).map(([id, value]) => [id, parseResource(id, value, resources.at(id, id))])),
    outputs: section(document, 'Outputs', at),
  };
}
