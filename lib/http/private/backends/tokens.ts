import { createHash } from 'node:crypto';
import { type IResolvable, Reference, Stack, Stage, Token, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The text with a letter in place of each value that is known only at deployment, so that the rest can be checked. */
export function withoutTokens(text: string): string {
  return mapTokens(text, () => 'x');
}

/** What a construct is called within its app: the same in every stage that an app is deployed to. */
export function pathWithin(construct: IConstruct, from: IConstruct): string {
  const stack = Stack.of(construct);
  const base = stack === Stack.of(from) ? stack : Stage.of(construct);
  return construct.node.path.slice(base?.node.path.length ?? 0).replace(/^\//, '');
}

/** A name for text: tokens, which are numbered as they are made, are named by what they refer to. */
export function nameOfText(text: string, from: IConstruct): string {
  return mapTokens(text, (token) => nameOfToken(token, from));
}

/** A few letters that stand for what an object holds; none for an object without values. */
export function digestOf(value: object, from: IConstruct): string {
  const json = JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === 'string') return nameOfText(each, from);
    if (typeof each === 'number' && Token.isUnresolved(each)) return nameOfToken(Token.asAny(each), from);
    return each;
  });
  return json === '{}' ? '' : createHash('sha256').update(json).digest('hex').slice(0, 8);
}

function nameOfToken(token: IResolvable, from: IConstruct): string {
  return Reference.isReference(token)
    ? `{${pathWithin(token.target, from)}.${token.displayName}}`
    : JSON.stringify(Stack.of(from).resolve(token));
}

function mapTokens(text: string, name: (token: IResolvable) => string): string {
  if (!Token.isUnresolved(text)) return text;
  const named: string = Tokenization.reverseString(text)
    .mapTokens({ mapToken: name })
    .join({ join: (left?: string, right?: string) => `${left ?? ''}${right ?? ''}` });
  return named;
}
