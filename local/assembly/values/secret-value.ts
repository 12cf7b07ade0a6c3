import { messageOf } from '../../errors';
import { Json, JsonObject } from '../../json';
import { Dice } from '../physical/deterministic';
import { TemplateError, TemplateLocation } from '../template-error';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

const isTrue = (value: Json | undefined): boolean => value === true || value === 'true';

/** A password as `GenerateSecretString` describes it, the same at every start. */
function generate(rule: JsonObject, seed: string, at: TemplateLocation): string {
  const excluded = typeof rule.ExcludeCharacters === 'string' ? rule.ExcludeCharacters : '';
  const kinds = [
    isTrue(rule.ExcludeLowercase) ? '' : LOWER,
    isTrue(rule.ExcludeUppercase) ? '' : UPPER,
    isTrue(rule.ExcludeNumbers) ? '' : DIGITS,
    isTrue(rule.ExcludePunctuation) ? '' : PUNCTUATION,
    isTrue(rule.IncludeSpace) ? ' ' : '',
  ].map(kind => [...kind].filter(letter => !excluded.includes(letter)).join('')).filter(kind => kind !== '');
  const length = rule.PasswordLength === undefined ? 32 : Number(rule.PasswordLength);
  const required = rule.RequireEachIncludedType === undefined || isTrue(rule.RequireEachIncludedType) ? kinds : [];
  if (kinds.length === 0 || !Number.isInteger(length) || length < Math.max(1, required.length) || length > 4096) {
    throw new TemplateError(at, {
      problem: 'no secret can be generated', found: rule, expected: 'a PasswordLength from 1 to 4096 and characters that are not all excluded',
    });
  }
  const dice = new Dice(seed);
  const letters = required.map(kind => dice.pick(kind));
  while (letters.length < length) letters.push(dice.pick(kinds.join('')));
  // The required kinds must not always come first.
  for (let i = letters.length - 1; i > 0; i--) {
    const other = i < 256 ? dice.below(i + 1) : dice.below(256);
    [letters[i], letters[other]] = [letters[other] ?? '', letters[i] ?? ''];
  }
  return letters.join('');
}

/**
 * Value of a `AWS::SecretsManager::Secret`: its `SecretString`, or one generated from stack and logical id. For the local gateway only:
 * whoever has the template can compute it.
 * @param properties resolved properties
 */
export function secretValue(properties: JsonObject, seed: string, at: TemplateLocation): string {
  if (typeof properties.SecretString === 'string') return properties.SecretString;
  const rule = properties.GenerateSecretString;
  if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) {
    // A secret without content on AWS; CDK's default is a generated one.
    return generate({}, seed, at);
  }
  const password = generate(rule, `${seed}/secret`, at);
  if (typeof rule.SecretStringTemplate !== 'string' || typeof rule.GenerateStringKey !== 'string') return password;
  try {
    return JSON.stringify({ ...(JSON.parse(rule.SecretStringTemplate) as JsonObject), [rule.GenerateStringKey]: password });
  } catch (error) {
    throw new TemplateError(at.at('GenerateSecretString').at('SecretStringTemplate'), {
      problem: `not JSON: ${messageOf(error)}`, found: rule.SecretStringTemplate, expected: 'a JSON object',
    });
  }
}
