import { Fn, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A part of the stack's id, which is new for every stack: what a deleted stack left behind never stands in the way of the next. */
export function stackIdPart(construct: IConstruct): string {
  return Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', Stack.of(construct).stackId))));
}
