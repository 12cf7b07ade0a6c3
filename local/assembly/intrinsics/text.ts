import { elements, listArgument, textArgument } from './argument';
import { isObject, Json } from '../../json';
import { TemplateError, TemplateLocation } from '../template-error';
import { Intrinsic, Scope } from '../values/scope';

const join: Intrinsic = (argument, scope, at) => {
  const [delimiter, values] = elements(argument, 2, 2, '[delimiter, [values]]', at);
  if (typeof delimiter !== 'string') throw new TemplateError(at.at(0), { problem: 'wrong type', found: delimiter ?? null, expected: 'a delimiter, a text' });
  return listArgument(values, scope, at.at(1)).map((value, i) => textArgument(value, scope, at.at(1).at(i))).join(delimiter);
};

const split: Intrinsic = (argument, scope, at) => {
  const [delimiter, text] = elements(argument, 2, 2, '[delimiter, text]', at);
  if (typeof delimiter !== 'string' || delimiter === '') {
    throw new TemplateError(at.at(0), { problem: 'wrong delimiter', found: delimiter ?? null, expected: 'a text that is not empty' });
  }
  return textArgument(text, scope, at.at(1)).split(delimiter);
};

function substitution(name: string, own: Json, scope: Scope, at: TemplateLocation): string {
  if (isObject(own) && Object.hasOwn(own, name)) return textArgument(own[name], scope, at.at(1).at(name));
  const dot = name.indexOf('.');
  const value = dot < 0 ? scope.reference(name, at) : scope.attribute(name.slice(0, dot), name.slice(dot + 1), at);
  if (Array.isArray(value)) return value.join(',');
  return textArgument(value ?? '', scope, at);
}

const sub: Intrinsic = (argument, scope, at) => {
  const [text, own = {}] = typeof argument === 'string' ? [argument] : elements(argument, 2, 2, 'a text, or [text, {name: value}]', at);
  if (typeof text !== 'string' || !isObject(own)) {
    throw new TemplateError(at, { problem: 'wrong arguments', found: argument, expected: 'a text, or [text, {name: value}]' });
  }
  return text.replace(/\$\{(!?)([^${}]*)\}/g, (_, literal: string, name: string) =>
    literal === '!' ? `\${${name}}` : substitution(name.trim(), own, scope, at));
};

const base64: Intrinsic = (argument, scope, at) => Buffer.from(textArgument(argument, scope, at), 'utf8').toString('base64');

const toJsonString: Intrinsic = (argument, scope, at) => {
  if (typeof argument !== 'object' || argument === null) {
    throw new TemplateError(at, { problem: 'wrong type', found: argument, expected: 'an object or a list' });
  }
  return JSON.stringify(scope.evaluate(argument, at));
};

export const textFunctions: Readonly<Record<string, Intrinsic>> = {
  'Fn::Join': join,
  'Fn::Split': split,
  'Fn::Sub': sub,
  'Fn::Base64': base64,
  'Fn::ToJsonString': toJsonString,
};
