import { Clock } from '../../clock';
import { SecretModel } from '../../model/secrets/secret';

/** A secret and since when it has its value, in milliseconds. */
export interface StoredSecret {
  readonly model: SecretModel;
  readonly createdAt: number;
  readonly changedAt: number;
}

/** The secrets of the templates. */
export class EmbeddedSecrets {
  private secrets: ReadonlyMap<string, StoredSecret> = new Map();

  public constructor(private readonly clock: Clock) {}

  /** Replaces all secrets by those of a model. */
  public apply(models: readonly SecretModel[]): void {
    const now = this.clock.now();
    this.secrets = new Map(models.map((model) => {
      const known = this.secrets.get(model.arn);
      const changedAt = known?.model.versionId === model.versionId ? known.changedAt : now;
      return [model.arn, { model, createdAt: known?.createdAt ?? now, changedAt }];
    }));
  }

  /** Finds a secret of a region by its name, or by its ARN with or without the letters at its end. */
  public find(id: string, region: string): StoredSecret | undefined {
    const own = [...this.secrets.values()].filter(({ model }) => model.region === region);
    return own.find(({ model }) => model.arn === id)
      ?? own.find(({ model: { arn, name } }) => name === id || (id.startsWith('arn:') && arn.replace(/-\w{6}$/, '') === id));
  }
}
