import { textArgument } from './argument';
import { isObject, Json } from '../../json';
import { TemplateError, TemplateLocation } from '../template-error';
import { Intrinsic } from '../values/scope';

const ref: Intrinsic = (argument, scope, at) => {
  if (typeof argument !== 'string') throw new TemplateError(at, { problem: 'wrong type', found: argument, expected: 'a logical id or the name of a parameter' });
  return scope.reference(argument, at);
};

/** Splits both forms of the argument into the logical id and the attribute. */
function attributeArgument(argument: Json, at: TemplateLocation): readonly [string, Json] {
  if (typeof argument === 'string') {
    const dot = argument.indexOf('.');
    if (dot > 0 && dot < argument.length - 1) return [argument.slice(0, dot), argument.slice(dot + 1)];
  } else if (Array.isArray(argument) && argument.length >= 2) {
    const [logicalId, ...path] = argument;
    if (typeof logicalId === 'string') return [logicalId, path.length === 1 ? path[0] ?? null : path.join('.')];
  }
  throw new TemplateError(at, { problem: 'wrong arguments', found: argument, expected: '[logical id, attribute] or "logicalId.attribute"' });
}

const getAtt: Intrinsic = (argument, scope, at) => {
  const [logicalId, attribute] = attributeArgument(argument, at);
  return scope.attribute(logicalId, textArgument(attribute, scope, at.at(1)), at);
};

const importValue: Intrinsic = (argument, scope, at) => scope.importedValue(textArgument(argument, scope, at), at);

const getStackOutput: Intrinsic = (argument, scope, at) => {
  if (!isObject(argument)) throw new TemplateError(at, { problem: 'wrong arguments', found: argument, expected: '{StackName, OutputName, Region}' });
  const region = argument.Region === undefined ? undefined : textArgument(argument.Region, scope, at.at('Region'));
  return scope.stackOutput(
    textArgument(argument.StackName, scope, at.at('StackName')), textArgument(argument.OutputName, scope, at.at('OutputName')), region, at,
  );
};

export const lookupFunctions: Readonly<Record<string, Intrinsic>> = {
  'Ref': ref,
  'Fn::GetAtt': getAtt,
  'Fn::ImportValue': importValue,
  'Fn::GetStackOutput': getStackOutput,
};
