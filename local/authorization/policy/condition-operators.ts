import { BlockList, isIP } from 'node:net';
import { ConditionContext } from './condition-context';
import { Pattern, PatternResult } from './pattern';
import { PolicyError } from './policy-error';

/** Tells whether a value of the request and one value of the policy belong together. */
export type Comparison = (value: string, context: ConditionContext) => PatternResult;

/** A condition operator without its prefix (`ForAllValues:`) and suffix (`IfExists`). */
export interface Operator {
  /** A negated operator holds when no value of the policy matches. */
  readonly negated: boolean;
  /** @throws PolicyError when the operator can't use the value */
  compile(expected: string, where: string, variables: boolean): Comparison;
}

type Wildcards = 'text' | 'arn' | 'none';
type Order = (difference: number) => boolean;

function pattern(negated: boolean, wildcards: Wildcards, ignoreCase = false): Operator {
  return {
    negated,
    compile: (expected, where, variables) => {
      // Five colons make an ARN; a lone * names every ARN.
      if (wildcards === 'arn' && expected !== '*' && !/^(?:[^:]*:){5}/.test(expected) && !/[*]|[$][{]/.test(expected)) throw new PolicyError(where, expected, 'an ARN');
      const compiled = new Pattern(expected, { variables, wildcards, ignoreCase });
      return (value, context) => compiled.test(value, context);
    },
  };
}

function ordered(read: (text: string) => number | undefined, what: string, order: Order, negated = false): Operator {
  return {
    negated,
    compile: (expected, where) => {
      const limit = read(expected);
      if (limit === undefined) throw new PolicyError(where, expected, what);
      return (text) => {
        const value = read(text);
        return value !== undefined && order(value - limit) ? 'match' : 'no-match';
      };
    },
  };
}

function address(negated: boolean): Operator {
  return {
    negated,
    compile: (expected, where) => {
      const [network = '', bits, ...rest] = expected.split('/');
      const family = isIP(network);
      const width = family === 6 ? 128 : 32;
      const prefix = bits === undefined ? width : Number(bits);
      if (family === 0 || rest.length > 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits)) || prefix > width) {
        throw new PolicyError(where, expected, 'an IP address or a range such as "192.0.2.0/24"');
      }
      const list = new BlockList();
      list.addSubnet(network, prefix, family === 6 ? 'ipv6' : 'ipv4');
      return (text) => {
        // A dual-stack socket writes IPv4 peers as ::ffff:192.0.2.1.
        const value = text.replace(/^::ffff:(?=\d+\.)/i, '');
        const kind = isIP(value);
        return kind !== 0 && kind === family && list.check(value, kind === 6 ? 'ipv6' : 'ipv4') ? 'match' : 'no-match';
      };
    },
  };
}

const boolean: Operator = {
  negated: false,
  compile: (expected, where, variables) => {
    if (!/^(?:true|false)$/i.test(expected) && !expected.includes('${')) throw new PolicyError(where, expected, '"true" or "false"');
    const compiled = new Pattern(expected, { variables, wildcards: 'none', ignoreCase: true });
    return (value, context) => compiled.test(value, context);
  },
};

function number(text: string): number | undefined {
  return /^[+-]?\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : undefined;
}

const iso = /^\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?)?)?$/;

/** Milliseconds of an ISO 8601 date or of epoch seconds. */
function date(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^\d{5,12}$/.test(trimmed)) return Number(trimmed) * 1000;
  if (!iso.test(trimmed)) return undefined;
  // A date without zone is in UTC.
  const zoned = /T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(trimmed) || !trimmed.includes('T') ? trimmed : `${trimmed}Z`;
  const milliseconds = Date.parse(zoned);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

function comparisons(prefix: string, read: (text: string) => number | undefined, what: string): [string, Operator][] {
  const same: Order = (difference) => difference === 0;
  return [
    [`${prefix}Equals`, ordered(read, what, same)],
    [`${prefix}NotEquals`, ordered(read, what, same, true)],
    [`${prefix}LessThan`, ordered(read, what, (difference) => difference < 0)],
    [`${prefix}LessThanEquals`, ordered(read, what, (difference) => difference <= 0)],
    [`${prefix}GreaterThan`, ordered(read, what, (difference) => difference > 0)],
    [`${prefix}GreaterThanEquals`, ordered(read, what, (difference) => difference >= 0)],
  ];
}

/**
 * Every operator but `Null`, which looks at the presence of a key and not at its value.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const operators: ReadonlyMap<string, Operator> = new Map([
  ['StringEquals', pattern(false, 'none')],
  ['StringNotEquals', pattern(true, 'none')],
  ['StringEqualsIgnoreCase', pattern(false, 'none', true)],
  ['StringNotEqualsIgnoreCase', pattern(true, 'none', true)],
  ['StringLike', pattern(false, 'text')],
  ['StringNotLike', pattern(true, 'text')],
  ['ArnEquals', pattern(false, 'arn')],
  ['ArnLike', pattern(false, 'arn')],
  ['ArnNotEquals', pattern(true, 'arn')],
  ['ArnNotLike', pattern(true, 'arn')],
  ['BinaryEquals', pattern(false, 'none')],
  ['Bool', boolean],
  ['IpAddress', address(false)],
  ['NotIpAddress', address(true)],
  ...comparisons('Numeric', number, 'a number'),
  ...comparisons('Date', date, 'an ISO 8601 date or epoch seconds'),
]);
