import { closest } from '../closest';
import { UsageError } from '../errors';

/** Turns an error of `parseArgs` into one line that says what to write instead. @param options names without dashes */
export function argumentError(error: NodeJS.ErrnoException, words: readonly string[], options: readonly string[]): UsageError {
  return new UsageError(explain(error, words, options.map((name) => `--${name}`)), { cause: error });
}

function explain(error: NodeJS.ErrnoException, words: readonly string[], names: readonly string[]): string {
  const word = /'(-{0,2}[^' ]*)/.exec(error.message)?.[1] ?? '';
  switch (error.code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION': return `unknown option ${word}${closest(word, names)}; "apigateway-local help" lists all`;
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return `unexpected word ${JSON.stringify(word || words[0])}; a value with spaces must be quoted, for example --app "npx tsx app.ts"`;
    default: {
      const option = names.find((name) => error.message.includes(name)) ?? word;
      return error.message.includes('does not take') ? `${option} takes no value` : `${option} needs a value; "apigateway-local help" shows the form`;
    }
  }
}
