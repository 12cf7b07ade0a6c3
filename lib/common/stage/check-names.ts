import { Token } from 'aws-cdk-lib';

/** @throws when API Gateway would refuse the name of an API. */
export function checkApiName(name: string | undefined, longest: number): void {
  checkName('apiName', name, new RegExp(`^(?=.{1,${longest}}$)\\S(.*\\S)?$`), `up to ${longest.toLocaleString('en')} characters without spaces at its ends`);
}

/** @throws when API Gateway would refuse the name of a stage. */
export function checkStageName(name: string | undefined): void {
  checkName('stageName', name, /^[A-Za-z0-9_-]{1,128}$/, 'up to 128 letters, digits, _ and -');
}

/** @throws when API Gateway would refuse name or value of a stage variable. */
export function checkStageVariables(variables: { [name: string]: string } = {}): void {
  for (const [name, value] of Object.entries(variables)) {
    checkName('name of a stage variable', name, /^[A-Za-z0-9_]+$/, 'letters, digits and _');
    checkName(`stage variable ${JSON.stringify(name)}`, value, /^[A-Za-z0-9\-._~:/?#&=,]+$/, 'letters, digits and - . _ ~ : / ? # & = ,');
  }
}

/** @throws when a value that is known at synthesis does not match. */
export function checkName(what: string, value: string | undefined, pattern: RegExp, expected: string): void {
  if (value !== undefined && !Token.isUnresolved(value) && !pattern.test(value)) throw new Error(`${what} is ${JSON.stringify(value)}; expected ${expected}`);
}
