import { Json, JsonObject } from '../../json';
import { StackEnvironment } from '../environment';
import { TemplateLocation } from '../template-error';

/** What an intrinsic function may ask its stack for. */
export interface Scope {
  readonly environment: StackEnvironment;
  /** Resolves a value. Undefined stands for `AWS::NoValue`. */
  evaluate(value: Json, at: TemplateLocation): Json | undefined;
  /** Value of `Ref`. */
  reference(name: string, at: TemplateLocation): Json | undefined;
  /** Value of `Fn::GetAtt`. */
  attribute(logicalId: string, attribute: string, at: TemplateLocation): Json;
  /** Whether a condition of the template holds. */
  condition(name: string, at: TemplateLocation): boolean;
  mapping(name: string): JsonObject | undefined;
  /** Value of an export of any loaded stack in the same region and account. */
  importedValue(name: string, at: TemplateLocation): Json;
  /** Value of an output of another loaded stack. */
  stackOutput(stack: string, output: string, region: string | undefined, at: TemplateLocation): Json;
  /** Replaces dynamic references (`{{resolve:...}}`) in a text. */
  dynamic(text: string, at: TemplateLocation): string;
}

/** An intrinsic function; `at` is the place of its argument. */
export type Intrinsic = (argument: Json, scope: Scope, at: TemplateLocation) => Json | undefined;
