import { MappingScope } from '../../mapping/mapping-scope';

const VARIABLE = /\$\{stageVariables\.(\w+)\}/g;

/** A text of the template in which the stage's variables are filled in; an unknown variable is empty. */
export function compileStagedText(text: string): (exchange: Pick<MappingScope, 'stageVariable'>) => string {
  if (text.search(VARIABLE) < 0) return () => text;
  return (exchange) => text.replace(VARIABLE, (_whole, name: string) => exchange.stageVariable(name) ?? '');
}
