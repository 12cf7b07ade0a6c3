import { Token, Tokenization } from 'aws-cdk-lib';

/** A URL with a slash at its end, so that paths can be written behind it. One that is a token as a whole stays as it is: what it ends with is not known. */
export function withSlash(url: string): string {
  const isToken = Token.isUnresolved(url) && Tokenization.reverseString(url).length === 1;
  return isToken || url.endsWith('/') ? url : `${url}/`;
}
