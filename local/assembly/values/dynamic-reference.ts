import { JsonObject } from '../../json';
import { TemplateError, TemplateLocation, UnknownValueError } from '../template-error';

/** Where dynamic references find their values. */
export interface DynamicValues {
  /** Value of a secret by its ARN or name; undefined when no loaded stack has it. */
  secret(id: string): string | undefined;
  /** Value of an SSM parameter by its name; undefined when no loaded stack has it. */
  parameter(name: string): string | undefined;
}

/** Segments of an ARN; what follows belongs to the reference. */
const ARN_SEGMENTS = 7;

function secretReference(body: string, values: DynamicValues, at: TemplateLocation): string {
  const segments = body.split(':');
  const idLength = body.startsWith('arn:') ? ARN_SEGMENTS : 1;
  const id = segments.slice(0, idLength).join(':');
  const [kind = 'SecretString', key = ''] = segments.slice(idLength);
  if (kind !== 'SecretString' && kind !== '') throw new TemplateError(at, { problem: 'wrong secret reference', found: body, expected: 'SecretString behind the id of the secret' });
  const value = values.secret(id);
  if (value === undefined) {
    throw new UnknownValueError(at, {
      problem: 'no loaded stack has this secret',
      found: id,
      expected: 'a AWS::SecretsManager::Secret of a loaded stack',
      fix: 'load the stack that holds it, or give the value by a parameter',
    });
  }
  if (key === '') return value;
  let content: JsonObject = {};
  try {
    content = JSON.parse(value) as JsonObject;
  } catch {
    throw new TemplateError(at, { problem: `the secret ${id} is not JSON, so it has no key`, found: key, fix: 'leave the key out' });
  }
  const member = content[key];
  if (member === undefined) throw new TemplateError(at, { problem: `the secret ${id} has no such key`, found: key, expected: `one of ${Object.keys(content).join(', ')}` });
  return typeof member === 'string' ? member : JSON.stringify(member);
}

function parameterReference(body: string, values: DynamicValues, at: TemplateLocation): string {
  const name = body.replace(/:\d+$/, '');
  const value = values.parameter(name);
  if (value !== undefined) return value;
  throw new UnknownValueError(at, {
    problem: 'no loaded stack has this SSM parameter',
    found: name,
    expected: 'the Name of a AWS::SSM::Parameter of a loaded stack',
    fix: 'load the stack that holds it, or give the value by a parameter of the template',
  });
}

/** Replaces `{{resolve:service:...}}` in a text. @throws UnknownValueError when no loaded stack has the value. */
export function replaceDynamicReferences(text: string, values: DynamicValues, at: TemplateLocation): string {
  if (!text.includes('{{resolve:')) return text;
  return text.replace(/\{\{resolve:([a-z-]+):([^{}]+)\}\}/g, (whole, service: string, body: string) => {
    if (service === 'secretsmanager') return secretReference(body, values, at);
    if (service === 'ssm' || service === 'ssm-secure') return parameterReference(body, values, at);
    throw new TemplateError(at, { problem: 'unknown dynamic reference', found: whole, expected: 'secretsmanager, ssm or ssm-secure' });
  });
}
