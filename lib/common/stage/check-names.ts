import { Token } from 'aws-cdk-lib';

/** @throws when API Gateway would refuse the name of an API. */
export function checkApiName(name: string | undefined, longest: number): void {
  checkName('apiName', name, new RegExp(`^(?=.{1,${longest}}$)\\S(.*\\S)?$`), `up to ${longest.toLocaleString('en')} characters without spaces at its ends`);
}

/** @throws when API Gateway would refuse the name of a stage. */
export function checkStageName(name: string | undefined): void {
  checkName('stageName', name, /^[A-Za-z0-9_-]{1,128}$/, 'up to 128 letters, digits, _ and -');
}

/**
 * @throws when API Gateway would refuse name or value of a stage variable, or there are too many.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 */
export function checkStageVariables(variables: { [name: string]: string } = {}): void {
  const names = Object.keys(variables);
  if (names.length > 100) throw new Error(`stageVariables has ${names.length} variables; API Gateway takes 100, so put some into the environment of the functions`);
  for (const [name, value] of Object.entries(variables)) {
    checkName('name of a stage variable', name, /^[A-Za-z0-9_]+$/, 'letters, digits and _');
    checkName(`stage variable ${JSON.stringify(name)}`, value, /^[A-Za-z0-9\-._~:/?#&=,]+$/, 'letters, digits and - . _ ~ : / ? # & = ,');
    if (name.length > 64) throw new Error(`stageVariables has the name ${JSON.stringify(name)} of ${name.length} characters; API Gateway takes 64`);
    if (!Token.isUnresolved(value) && value.length > 512) throw new Error(`stage variable ${JSON.stringify(name)} has ${value.length} characters; API Gateway takes 512`);
  }
}

/** @throws when a value that is known at synthesis does not match. */
export function checkName(what: string, value: string | undefined, pattern: RegExp, expected: string): void {
  if (value !== undefined && !Token.isUnresolved(value) && !pattern.test(value)) throw new Error(`${what} is ${JSON.stringify(value)}; expected ${expected}`);
}
