import { StackSource } from './reading/stack-source';
import { Neighbours, StackScope } from './stack-scope';
import { TemplateError, TemplateLocation } from './template-error';
import { isObject, Json } from '../json';
import { secretValue } from './values/secret-value';

interface Found<T> {
  readonly scope: StackScope;
  readonly value: T;
}

const placeOf = (scope: StackScope): string => `${scope.environment.account}/${scope.environment.region}`;

/** All loaded stacks together: exports, secrets and SSM parameters of one are values of the others. */
export class Deployment implements Neighbours {
  public readonly scopes: readonly StackScope[];
  /** Stack that imports, and stack that exports. */
  public readonly imports: Array<readonly [StackScope, StackScope]> = [];
  private exports?: ReadonlyMap<string, Found<string>>;
  private secrets?: ReadonlyMap<string, () => string>;
  private parameters?: ReadonlyMap<string, () => string | undefined>;
  /** Own values of stacks that are being looked through; a parameter that names a parameter must not go in circles. */
  private isIndexing = false;

  public constructor(sources: readonly StackSource[], given: (stack: StackSource, name: string) => Json | undefined) {
    this.scopes = sources.map(source => new StackScope(source, this, name => given(source, name)));
  }

  /** Every scope, nested ones behind their parent. */
  public *all(scopes: Iterable<StackScope> = this.scopes): Iterable<StackScope> {
    for (const scope of scopes) {
      yield scope;
      yield* this.all(scope.nested.values());
    }
  }

  public exported(name: string, asking: StackScope, at: TemplateLocation): Json {
    const exports = this.exports ??= this.findExports();
    const found = exports.get(`${placeOf(asking)}/${name}`);
    if (!found) {
      const own = [...exports.keys()].filter(key => key.startsWith(`${placeOf(asking)}/`)).map(key => key.slice(placeOf(asking).length + 1));
      throw new TemplateError(at, {
        problem: 'no loaded stack exports this',
        found: name,
        expected: `an export of a stack in ${placeOf(asking)}: ${own.join(', ') || 'there is none'}`,
        fix: 'load the stack that exports it too',
      });
    }
    this.imports.push([asking, found.scope]);
    return found.scope.output(found.value, at);
  }

  public stackOutput(stack: string, output: string, region: string, asking: StackScope, at: TemplateLocation): Json {
    const found = this.scopes.find(scope => scope.environment.stackName === stack && scope.environment.region === region);
    if (!found) {
      throw new TemplateError(at, {
        problem: 'no such stack is loaded',
        found: stack,
        expected: `one of ${this.scopes.map(scope => scope.environment.stackName).join(', ')} in ${region}`,
        fix: 'load that stack too',
      });
    }
    this.imports.push([asking, found]);
    return found.output(output, at);
  }

  public secret(id: string): string | undefined {
    this.secrets ??= this.findSecrets();
    return (this.secrets.get(id) ?? this.secrets.get(id.replace(/-[A-Za-z0-9]{6}$/, '')))?.();
  }

  public parameter(name: string): string | undefined {
    if (this.parameters === undefined) {
      if (this.isIndexing) return undefined;
      this.isIndexing = true;
      this.parameters = this.findParameters();
      this.isIndexing = false;
    }
    return this.parameters.get(name)?.();
  }

  private findExports(): Map<string, Found<string>> {
    const exports = new Map<string, Found<string>>();
    for (const scope of this.all()) {
      for (const output of scope.outputNames()) {
        const name = scope.exportName(output);
        if (name === undefined) continue;
        const key = `${placeOf(scope)}/${name}`;
        const other = exports.get(key);
        if (other) {
          throw new TemplateError(scope.source.template.at.at('Outputs').at(output).at('Export').at('Name'), {
            problem: `the stack ${other.scope.environment.stackName} exports the same name`, found: name, expected: 'a name that is unique in its region',
          });
        }
        exports.set(key, { scope, value: output });
      }
    }
    return exports;
  }

  private *resourcesOf(type: string): Iterable<Found<string>> {
    for (const scope of this.all()) {
      for (const resource of scope.source.template.resources.values()) {
        if (resource.type === type && scope.exists(resource)) yield { scope, value: resource.logicalId };
      }
    }
  }

  private findSecrets(): Map<string, () => string> {
    const secrets = new Map<string, () => string>();
    for (const { scope, value: logicalId } of this.resourcesOf('AWS::SecretsManager::Secret')) {
      const resource = scope.source.template.resources.get(logicalId);
      if (!resource) continue;
      const at = resource.at.at('Properties');
      const value = (): string => {
        const properties = scope.evaluate(resource.properties, at);
        return secretValue(isObject(properties) ? properties : {}, scope.context(resource).seed, at);
      };
      const ref = String(scope.reference(logicalId, at));
      const name = scope.context(resource).property('Name');
      for (const key of [ref, ref.replace(/-[A-Za-z0-9]{6}$/, ''), ...(typeof name === 'string' ? [name] : [])]) secrets.set(key, value);
    }
    return secrets;
  }

  private findParameters(): Map<string, () => string | undefined> {
    const parameters = new Map<string, () => string | undefined>();
    for (const { scope, value: logicalId } of this.resourcesOf('AWS::SSM::Parameter')) {
      const resource = scope.source.template.resources.get(logicalId);
      if (!resource) continue;
      parameters.set(String(scope.reference(logicalId, resource.at)), () => {
        const value = scope.context(resource).property('Value');
        return value === undefined ? undefined : String(value);
      });
    }
    return parameters;
  }
}
