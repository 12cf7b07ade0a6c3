import { Json, JsonObject } from '../../json';
import { TemplateError, TemplateLocation } from '../template-error';

const numberOf = (value: Json | undefined): number | undefined =>
  (typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : undefined);

/**
 * Checks a value, of a list each element, as CloudFormation does before it deploys.
 *
 * @throws TemplateError with the template's own ConstraintDescription, where it has one
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
export function checkConstraints(value: string, type: string, definition: JsonObject, at: TemplateLocation): void {
  const refuse = (problem: string, expected: string): never => {
    const { ConstraintDescription: description } = definition;
    throw new TemplateError(at, { problem: typeof description === 'string' ? `${problem}: ${description}` : problem, found: value, expected });
  };
  const { AllowedValues: allowed, AllowedPattern: pattern } = definition;
  if (Array.isArray(allowed) && !allowed.map(String).includes(value)) refuse('the value is not allowed', `one of ${allowed.map(String).join(', ')}`);
  if (typeof pattern === 'string' && whole(pattern)?.test(value) === false) refuse('the value does not fit the pattern', `text that fits ${pattern}`);
  const isNumber = type === 'Number' || type === 'List<Number>';
  const size = isNumber ? Number(value) : value.length;
  const [least, most] = isNumber ? ['MinValue', 'MaxValue'] as const : ['MinLength', 'MaxLength'] as const;
  const [minimum, maximum] = [numberOf(definition[least]), numberOf(definition[most])];
  const unit = isNumber ? '' : ' characters';
  if (minimum !== undefined && size < minimum) refuse(`the value is below ${least}`, `at least ${minimum}${unit}`);
  if (maximum !== undefined && size > maximum) refuse(`the value is above ${most}`, `at most ${maximum}${unit}`);
}

/** The pattern must fit the whole value. Undefined: it is one that Java reads and JavaScript doesn't, so it can't be judged here. */
function whole(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    return undefined;
  }
}
