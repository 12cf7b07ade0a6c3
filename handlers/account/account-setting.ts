/** The logging role of API Gateway in one account and region. */
export interface AccountSetting {
  /** ARN of the role that is configured, if any. */
  roleArn(): Promise<string | undefined>;
  setRoleArn(arn: string): Promise<void>;
}

/** Looks roles up. */
export interface Roles {
  /** Whether there is such a role; undefined when that can't be told. */
  exists(arn: string): Promise<boolean | undefined>;
}
