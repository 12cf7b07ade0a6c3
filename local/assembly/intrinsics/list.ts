import { elements, listArgument, numberArgument, textArgument } from './argument';
import { subnets } from './cidr';
import { isObject, Json } from '../../json';
import { TemplateError } from '../template-error';
import { Intrinsic } from '../values/scope';

const select: Intrinsic = (argument, scope, at) => {
  const [index, values] = elements(argument, 2, 2, '[index, [values]]', at);
  const position = numberArgument(index, scope, at.at(0));
  const list = listArgument(values, scope, at.at(1));
  const value = list[position];
  if (value === undefined) {
    throw new TemplateError(at.at(0), { problem: `the list has ${list.length} values`, found: position, expected: `an index from 0 to ${list.length - 1}` });
  }
  return value;
};

const length: Intrinsic = (argument, scope, at) => listArgument(argument, scope, at).length;

/** Zones of a region, by the letters that nearly all regions have. */
const zones: Intrinsic = (argument, scope, at) => {
  const region = textArgument(argument, scope, at) || scope.environment.region;
  return ['a', 'b', 'c'].map(letter => `${region}${letter}`);
};

const cidr: Intrinsic = (argument, scope, at) => {
  const [block, count, bits = 8] = elements(argument, 2, 3, '[block, count, bits]', at);
  return subnets(textArgument(block, scope, at.at(0)), numberArgument(count, scope, at.at(1)), numberArgument(bits, scope, at.at(2)), at);
};

const findInMap: Intrinsic = (argument, scope, at) => {
  const shape = '[map, first key, second key]';
  const [map, first, second, options] = elements(argument, 3, 4, shape, at);
  const keys = [textArgument(map, scope, at.at(0)), textArgument(first, scope, at.at(1)), textArgument(second, scope, at.at(2))] as const;
  const row: Json | undefined = scope.mapping(keys[0])?.[keys[1]];
  const value = isObject(row) && Object.hasOwn(row, keys[2]) ? row[keys[2]] : undefined;
  if (value !== undefined) return value;
  if (isObject(options) && options.DefaultValue !== undefined) return scope.evaluate(options.DefaultValue, at.at(3).at('DefaultValue'));
  throw new TemplateError(at, { problem: 'the mapping has no such entry', found: [...keys], expected: 'a map and two keys that are in Mappings', fix: 'add the entry or a DefaultValue' });
};

export const listFunctions: Readonly<Record<string, Intrinsic>> = {
  'Fn::Select': select,
  'Fn::Length': length,
  'Fn::GetAZs': zones,
  'Fn::Cidr': cidr,
  'Fn::FindInMap': findInMap,
};
