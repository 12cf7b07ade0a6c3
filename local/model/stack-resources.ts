import { NotServed } from './model';
import { Properties } from './properties';
import { Assembly, Resource, Stack } from '../assembly/assembly';
import { TemplateLocation } from '../assembly/template-error';

/** A resource with its stack and a typed view of its properties. */
export interface StackResource {
  readonly stack: Stack;
  readonly resource: Resource;
  readonly properties: Properties;
}

/** All resources of an assembly by type, and the list of what is not served. */
export class StackResources {
  private readonly byType = new Map<string, StackResource[]>();
  private readonly lines: NotServed[] = [];

  public constructor(assembly: Assembly) {
    for (const stack of assembly.stacks) {
      const resources = new TemplateLocation(stack.file).at('Resources');
      for (const resource of stack.resources.values()) {
        const at = resources.at(resource.logicalId, resource.logicalId).at('Properties');
        const entry = { stack, resource, properties: new Properties(resource.properties, at) };
        const list = this.byType.get(resource.type);
        if (list) list.push(entry);
        else this.byType.set(resource.type, [entry]);
      }
    }
  }

  public of(...types: string[]): StackResource[] {
    return types.flatMap(type => this.byType.get(type) ?? []);
  }

  public types(): Iterable<string> {
    return this.byType.keys();
  }

  /** Names something that has no effect here, once. */
  public leaveOut({ stack, resource }: StackResource, detail: string): void {
    const line = { stack: stack.name, logicalId: resource.logicalId, type: resource.type, detail };
    if (!this.lines.some(other => other.stack === line.stack && other.logicalId === line.logicalId && other.detail === detail)) this.lines.push(line);
  }

  public get notServed(): readonly NotServed[] {
    return this.lines;
  }
}
