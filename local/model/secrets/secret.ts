/** A secret of the template. Its value is good here and nowhere else. */
export interface SecretModel {
  readonly stack: string;
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly description?: string;
  /** Id of its one version, another one when the value changes. */
  readonly versionId: string;
  readonly value: string;
}
