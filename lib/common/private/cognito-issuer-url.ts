import { Aws, Fn, Token } from 'aws-cdk-lib';
import type * as cognito from 'aws-cdk-lib/aws-cognito';

/** Ids of user pools begin with their region: `eu-central-1_a1B2c3D4e`. */
const POOL_ID = /^([a-z]{2}(?:-[a-z]+)+-\d+)_[0-9A-Za-z]+$/;

/**
 * What tokens of a user pool have in `iss`. The region is the pool's own, read from its id, because an imported pool may be anywhere; it works for ids
 * that only CloudFormation knows, too.
 *
 * @throws when the id is not a user pool's
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
 */
export function cognitoIssuerUrl({ userPoolId }: cognito.IUserPool): string {
  if (Token.isUnresolved(userPoolId)) return `https://cognito-idp.${Fn.select(0, Fn.split('_', userPoolId))}.${Aws.URL_SUFFIX}/${userPoolId}`;
  const region = regionOfPool(userPoolId);
  return `https://cognito-idp.${region}.${region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'}/${userPoolId}`;
}

/**
 * The ARN of a user pool.
 *
 * @throws when it says another region than the id, which is how `UserPool.fromUserPoolId` writes it for a pool of another region
 */
export function userPoolArn(pool: cognito.IUserPool): string {
  const { userPoolArn: arn, userPoolId } = pool;
  if (Token.isUnresolved(userPoolId)) return arn;
  const region = regionOfPool(userPoolId);
  const written = arn.split(':')[3] ?? region;
  if (!Token.isUnresolved(written) && written !== region) {
    throw new Error(`user pool ${JSON.stringify(userPoolId)} belongs to region ${region}, but its ARN says ${written}; import it with UserPool.fromUserPoolArn(), which keeps the region`);
  }
  return arn;
}

function regionOfPool(userPoolId: string): string {
  const region = POOL_ID.exec(userPoolId)?.[1];
  if (region === undefined) throw new Error(`user pool id is ${JSON.stringify(userPoolId)}; expected region and id, like "eu-central-1_a1B2c3D4e"`);
  return region;
}
