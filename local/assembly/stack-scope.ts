import { StackEnvironment } from './environment';
import { isObject, Json, JsonObject } from '../json';
import { evaluateCondition } from './intrinsics/condition';
import { knownAttributes, physicalAttribute, physicalId } from './physical/kinds';
import { ResourceContext } from './physical/resource-kind';
import { StackSource } from './reading/stack-source';
import { TemplateResource } from './reading/template';
import { TemplateError, TemplateLocation, UnknownValueError } from './template-error';
import { DynamicValues, replaceDynamicReferences } from './values/dynamic-reference';
import { evaluate } from './values/evaluate';
import { parameterValue } from './values/parameters';
import { Scope } from './values/scope';

/** What a stack asks the other stacks for. */
export interface Neighbours extends DynamicValues {
  exported(name: string, asking: StackScope, at: TemplateLocation): Json;
  stackOutput(stack: string, output: string, region: string, asking: StackScope, at: TemplateLocation): Json;
}

/** Resolves the values of one stack, each at most once and only when somebody asks. */
export class StackScope implements Scope {
  public readonly environment: StackEnvironment;
  public readonly nested: ReadonlyMap<string, StackScope>;
  private readonly references = new Map<string, Json | undefined>();
  private readonly conditions = new Map<string, boolean>();
  private readonly outputs = new Map<string, Json>();
  /** What is being resolved right now, in order: a second visit is a circle. */
  private readonly pending = new Set<string>();

  public constructor(
    public readonly source: StackSource,
    private readonly neighbours: Neighbours,
    /** Values of parameters from outside. */
    private readonly given: (name: string) => Json | undefined,
  ) {
    this.environment = source.environment;
    this.nested = new Map([...source.nested].map(([id, child]) => [id, new StackScope(child, neighbours, name => this.nestedParameter(id, name))]));
  }

  public evaluate(value: Json, at: TemplateLocation): Json | undefined {
    return evaluate(value, this, at);
  }

  public dynamic(text: string, at: TemplateLocation): string {
    return replaceDynamicReferences(text, this.neighbours, at);
  }

  public mapping(name: string): JsonObject | undefined {
    return this.source.template.mappings.get(name);
  }

  public importedValue(name: string, at: TemplateLocation): Json {
    return this.neighbours.exported(name, this, at);
  }

  public stackOutput(stack: string, output: string, region: string | undefined, at: TemplateLocation): Json {
    return this.neighbours.stackOutput(stack, output, region ?? this.environment.region, this, at);
  }

  public condition(name: string, at: TemplateLocation): boolean {
    const known = this.conditions.get(name);
    if (known !== undefined) return known;
    const { conditions, at: root } = this.source.template;
    const definition = conditions.get(name);
    if (definition === undefined) {
      throw new TemplateError(at, { problem: 'no such condition', found: name, expected: `one of Conditions: ${[...conditions.keys()].join(', ') || 'there is none'}` });
    }
    const holds = this.once(`condition ${name}`, at, () => evaluateCondition(definition, this, root.at('Conditions').at(name)));
    this.conditions.set(name, holds);
    return holds;
  }

  public reference(name: string, at: TemplateLocation): Json | undefined {
    if (this.references.has(name)) return this.references.get(name);
    const value = this.once(name, at, () => this.findReference(name, at));
    this.references.set(name, value);
    return value;
  }

  public attribute(logicalId: string, attribute: string, at: TemplateLocation): Json {
    const resource = this.resource(logicalId, at);
    if (resource.type === 'AWS::CloudFormation::Stack' && attribute.startsWith('Outputs.')) {
      const child = this.nested.get(logicalId);
      if (child) return child.output(attribute.slice('Outputs.'.length), at);
      throw new UnknownValueError(at, { problem: `the template of the nested stack ${logicalId} is not here`, found: attribute, fix: 'give its Metadata an aws:asset:path' });
    }
    const value = this.once(`${logicalId}.${attribute}`, at, () => physicalAttribute(this.context(resource), attribute));
    if (value !== undefined) return value;
    const known = knownAttributes(resource.type);
    throw new UnknownValueError(at, {
      problem: `${resource.type}.${attribute} of ${logicalId} is not known outside of AWS`,
      found: attribute,
      ...(known.length === 0 ? {} : { expected: `one of ${known.join(', ')}` }),
      fix: 'give the value by a parameter of the template, or use an attribute that is known',
    });
  }

  /** Whether a resource is part of the stack. */
  public exists(resource: { readonly condition?: string; readonly at: TemplateLocation }): boolean {
    return resource.condition === undefined || this.condition(resource.condition, resource.at.at('Condition'));
  }

  /** Value of an output. @throws TemplateError when the template has no such output. */
  public output(name: string, at: TemplateLocation): Json {
    const known = this.outputs.get(name);
    if (known !== undefined) return known;
    const { outputs, at: root, file } = this.source.template;
    const definition = outputs.get(name);
    const place = root.at('Outputs').at(name);
    const condition = definition?.Condition;
    if (!definition || (typeof condition === 'string' && !this.condition(condition, place))) {
      throw new TemplateError(at, { problem: `${file} has no output of this name`, found: name, expected: `one of ${[...outputs.keys()].join(', ') || 'none: it has no outputs'}` });
    }
    const value = this.once(`output ${name}`, at, () => this.evaluate(definition.Value ?? null, place.at('Value'))) ?? '';
    this.outputs.set(name, value);
    return value;
  }

  /** Names of the outputs whose condition holds. */
  public outputNames(): string[] {
    return [...this.source.template.outputs].flatMap(([name, { Condition: condition }]) =>
      (typeof condition !== 'string' || this.condition(condition, this.source.template.at.at('Outputs').at(name)) ? [name] : []));
  }

  /** Resolved name of an export; undefined when the output is not exported. */
  public exportName(output: string): string | undefined {
    const definition = this.source.template.outputs.get(output)?.Export;
    if (!isObject(definition) || definition.Name === undefined) return undefined;
    const name = this.evaluate(definition.Name, this.source.template.at.at('Outputs').at(output).at('Export').at('Name'));
    return typeof name === 'string' ? name : undefined;
  }

  public context(resource: TemplateResource): ResourceContext {
    return {
      type: resource.type,
      logicalId: resource.logicalId,
      environment: this.environment,
      seed: `${this.environment.seed}/${resource.logicalId}`,
      property: path => this.property(resource, path),
      ordinal: property => {
        const value = JSON.stringify(resource.properties[property] ?? null);
        const siblings = [...this.source.template.resources.values()].filter(other =>
          other.type === resource.type && JSON.stringify(other.properties[property] ?? null) === value);
        return siblings.indexOf(resource) + 1;
      },
    };
  }

  private findReference(name: string, at: TemplateLocation): Json | undefined {
    const parameter = this.source.template.parameters.get(name);
    if (parameter) {
      const sources = { given: this.given(name), ssm: (key: string) => this.neighbours.parameter(key) };
      return parameterValue(parameter, sources, this.source.template.at.at('Parameters').at(name));
    }
    if (name.startsWith('AWS::')) return this.pseudo(name, at);
    return physicalId(this.context(this.resource(name, at)));
  }

  private pseudo(name: string, at: TemplateLocation): Json | undefined {
    const { account, partition, region, stackId, stackName, urlSuffix } = this.environment;
    switch (name) {
      case 'AWS::AccountId': return account;
      case 'AWS::NoValue': return undefined;
      case 'AWS::NotificationARNs': return [];
      case 'AWS::Partition': return partition;
      case 'AWS::Region': return region;
      case 'AWS::StackId': return stackId;
      case 'AWS::StackName': return stackName;
      case 'AWS::URLSuffix': return urlSuffix;
      default: throw new TemplateError(at, { problem: 'no such pseudo parameter', found: name, expected: 'one such as AWS::Region' });
    }
  }

  private resource(logicalId: string, at: TemplateLocation): TemplateResource {
    const resource = this.source.template.resources.get(logicalId);
    if (resource && this.exists(resource)) return resource;
    throw new TemplateError(at, {
      problem: resource ? `the resource ${logicalId} is left out by its condition ${resource.condition ?? ''}` : 'no such resource or parameter',
      found: logicalId,
      expected: 'the logical id of a resource of this stack, or the name of a parameter',
      fix: 'correct the name, or guard the reference with Fn::If',
    });
  }

  private property(resource: TemplateResource, path: string): Json | undefined {
    const [first = '', ...rest] = path.split('.');
    const raw = resource.properties[first];
    if (raw === undefined) return undefined;
    const value = this.evaluate(raw, resource.at.at('Properties').at(first));
    return rest.reduce<Json | undefined>((object, key) => (isObject(object) ? object[key] : undefined), value);
  }

  private nestedParameter(logicalId: string, name: string): Json | undefined {
    const resource = this.source.template.resources.get(logicalId);
    const parameters = resource?.properties.Parameters;
    const raw = isObject(parameters) ? parameters[name] : undefined;
    return resource && raw !== undefined ? this.evaluate(raw, resource.at.at('Properties').at('Parameters').at(name)) : undefined;
  }

  private once<T>(what: string, at: TemplateLocation, resolve: () => T): T {
    if (this.pending.has(what)) {
      const names = [...this.pending];
      const cycle = [...names.slice(names.indexOf(what)), what].join(' -> ');
      throw new TemplateError(at, { problem: `circular reference: ${cycle}`, expected: 'values that can be computed one after another' });
    }
    this.pending.add(what);
    try {
      return resolve();
    } finally {
      this.pending.delete(what);
    }
  }
}
