import { Queue } from './queue';
import { Clock } from '../../clock';
import { QueueModel } from '../../model/queues/queue';

/** The queues of the templates. */
export class EmbeddedQueues {
  private readonly byArn = new Map<string, Queue>();

  public constructor(private readonly clock: Clock) {}

  /** Makes the queues that are new and keeps those that exist with their messages; queues that are gone are dropped. */
  public apply(models: readonly QueueModel[]): void {
    const arns = new Set(models.map(({ arn }) => arn));
    for (const arn of this.byArn.keys()) if (!arns.has(arn)) this.byArn.delete(arn);
    for (const model of models) {
      const known = this.byArn.get(model.arn);
      if (known) known.model = model;
      else this.byArn.set(model.arn, new Queue(model, { clock: this.clock, deadLetters: (arn) => this.byArn.get(arn) }));
    }
  }

  public findByName(name: string, region: string): Queue | undefined {
    return this.ofRegion(region).find(({ model }) => model.name === name);
  }

  /**
   * The queue of a URL, whatever its host: SDKs may use the one of AWS, of this machine, or only its path.
   *
   * @param region counts where queues of two regions have one path
   */
  public findByUrl(url: string, region: string): Queue | undefined {
    const [account, name] = url.replace(/\/$/, '').split('/').slice(-2);
    const all = [...this.byArn.values()].filter(({ model }) => model.account === account && model.name === name);
    return all.find(({ model }) => model.url === url) ?? all.find(({ model }) => model.region === region) ?? all[0];
  }

  /** Queues of a region by name. */
  public ofRegion(region: string): Queue[] {
    return [...this.byArn.values()].filter(({ model }) => model.region === region).sort((a, b) => (a.model.name < b.model.name ? -1 : 1));
  }
}
