import { Template, TemplateResource } from './reading/template';
import { TemplateError, TemplateLocation } from './template-error';
import { isObject, Json } from '../json';
import { Scope } from './values/scope';

type Visit = (logicalId: string) => void;

function visitSub(argument: Json, visit: Visit): void {
  const [text, own] = Array.isArray(argument) ? argument : [argument, undefined];
  if (typeof text !== 'string') return;
  for (const [, name = ''] of text.matchAll(/\$\{([^!${}][^${}]*)\}/g)) {
    const target = name.trim().split('.')[0] ?? '';
    if (!(isObject(own) && Object.hasOwn(own, name.trim()))) visit(target);
  }
}

/** Visits every logical id that a value refers to, through the branches of `Fn::If` that are taken. */
function visitReferences(value: Json, scope: Scope, at: TemplateLocation, visit: Visit): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) return value.forEach(element => visitReferences(element, scope, at, visit));
  const [key, ...others] = Object.keys(value);
  const argument = key === undefined || others.length > 0 ? undefined : value[key];
  if (key === 'Ref' && typeof argument === 'string') return visit(argument);
  if (key === 'Fn::GetAtt') {
    const target = typeof argument === 'string' ? argument.split('.')[0] : Array.isArray(argument) ? argument[0] : undefined;
    return typeof target === 'string' ? visit(target) : undefined;
  }
  if (key === 'Fn::Sub' && argument !== undefined) visitSub(argument, visit);
  if (key === 'Fn::If' && Array.isArray(argument) && typeof argument[0] === 'string') {
    const branch = argument[scope.condition(argument[0], at) ? 1 : 2];
    return visitReferences(branch ?? null, scope, at, visit);
  }
  for (const member of Object.values(value)) visitReferences(member, scope, at, visit);
}

/**
 * Refuses resources that wait for one another, as CloudFormation does: every member of a cycle must exist before itself.
 * @throws TemplateError that names the resources of the cycle in order.
 */
export function refuseCycles(template: Template, scope: Scope, exists: (resource: TemplateResource) => boolean): void {
  const done = new Set<string>();
  const path: string[] = [];
  const follow = (logicalId: string): void => {
    const resource = template.resources.get(logicalId);
    if (!resource || done.has(logicalId) || !exists(resource)) return;
    const start = path.indexOf(logicalId);
    if (start >= 0) {
      const cycle = [...path.slice(start), logicalId].join(' -> ');
      throw new TemplateError(resource.at, {
        problem: `circular reference: ${cycle}`,
        expected: 'resources that can be created one after another',
        fix: 'break one of the references, for example with a literal name',
      });
    }
    path.push(logicalId);
    visitReferences(resource.properties, scope, resource.at, follow);
    resource.dependsOn.forEach(follow);
    path.pop();
    done.add(logicalId);
  };
  for (const logicalId of template.resources.keys()) follow(logicalId);
}
