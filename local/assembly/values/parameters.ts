import { checkConstraints } from './parameter-constraints';
import { Json, JsonObject } from '../../json';
import { hexId } from '../physical/deterministic';
import { TemplateError, TemplateLocation, UnknownValueError } from '../template-error';

/** Version that CDK's rule about the bootstrap stack wants to see; nothing is checked against it here. */
const BOOTSTRAP_VERSION = '30';

/** Types whose `Ref` is a list. */
const isList = (type: string): boolean => type === 'CommaDelimitedList' || type.startsWith('List<');

const splitList = (text: string): string[] => (text === '' ? [] : text.split(',').map(item => item.trim()));

export interface ParameterSources {
  /** Value from outside: an override, or a nested stack's `Parameters`. */
  readonly given: Json | undefined;
  /** Value of an SSM parameter of the loaded stacks. */
  ssm(name: string): string | undefined;
}

/** Value of a parameter of an SSM type: of the loaded stacks, or a made-up one where any will do. */
function ssmValue(name: string, type: string, sources: ParameterSources, at: TemplateLocation): string {
  const value = sources.ssm(name);
  if (value !== undefined) return value;
  if (/^\/cdk-bootstrap\/.+\/version$/.test(name)) return BOOTSTRAP_VERSION;
  if (type.includes('AWS::EC2::Image::Id')) return `ami-${hexId(name, 17)}`;
  throw new UnknownValueError(at, {
    problem: 'the value is in the SSM parameter store of AWS',
    found: name,
    expected: 'the Name of a AWS::SSM::Parameter of a loaded stack',
    fix: `load the stack that holds it, or override it: --parameter ${nameOf(at)}=<value>`,
  });
}

const nameOf = (at: TemplateLocation): string => at.path.split('.').pop() ?? '';

/**
 * What `Ref` of a parameter gives. An override of an SSM type is the value itself, not the name of an SSM parameter.
 * @throws UnknownValueError when there is neither a default nor an override.
 */
export function parameterValue(definition: JsonObject, sources: ParameterSources, at: TemplateLocation): Json {
  const type = typeof definition.Type === 'string' ? definition.Type : 'String';
  const raw = sources.given ?? definition.Default;
  if (raw === undefined) {
    throw new UnknownValueError(at, {
      problem: 'the parameter has neither a default nor a value',
      expected: `a value of type ${type}`,
      fix: `give it: --parameter ${nameOf(at)}=<value>, or parameters: { ${nameOf(at)}: '<value>' } in startLocal; or add a Default`,
    });
  }
  if (Array.isArray(raw)) return isList(type) ? raw : raw.join(',');
  const text = typeof raw === 'string' ? raw : JSON.stringify(raw);
  const inner = /^AWS::SSM::Parameter::Value<(.+)>$/.exec(type)?.[1];
  if (inner !== undefined) {
    const value = sources.given === undefined ? ssmValue(text, inner, sources, at) : text;
    return isList(inner) ? splitList(value) : value;
  }
  if (type === 'Number' && (text.trim() === '' || !Number.isFinite(Number(text)))) {
    throw new TemplateError(at, { problem: 'wrong type', found: raw, expected: 'a number' });
  }
  const values = isList(type) ? splitList(text) : text;
  for (const value of [values].flat()) checkConstraints(value, type, definition, at);
  return values;
}
