import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { acknowledge } from '../private/acknowledge';

const reviews = new WeakMap<iam.ManagedPolicy, WildcardReview>();

/** Records why statements of a policy of this library hold for more than one resource each. */
export class WildcardReview {
  /** One for a policy. */
  public static of(policy: iam.ManagedPolicy): WildcardReview {
    const review = reviews.get(policy) ?? new WildcardReview(policy);
    reviews.set(policy, review);
    return review;
  }

  private readonly granted: { readonly statement: iam.PolicyStatement; readonly reason: string }[] = [];
  private readonly recorded = new Set<string>();

  private constructor(private readonly policy: iam.ManagedPolicy) {
    // At synthesis, when ids of resources can't change any more.
    policy.node.addValidation({ validate: () => this.record() });
  }

  public add(statement: iam.PolicyStatement, reason: string): void {
    this.granted.push({ statement, reason });
  }

  private record(): string[] {
    const stack = Stack.of(this.policy);
    for (const { statement, reason } of this.granted) {
      for (const resource of statement.resources.map((each) => asReported(stack.resolve(each)))) {
        const id = `AwsSolutions-IAM5[Resource::${resource}]`;
        if (!resource.includes('*') || this.recorded.has(id)) continue;
        this.recorded.add(id);
        acknowledge(this.policy, { id, reason });
      }
    }
    return [];
  }
}

/** An ARN as reports name it, with what is known at deployment only in angle brackets. */
function asReported(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const [[name, argument] = []] = Object.entries(value);
  if (name === 'Ref') return `<${asReported(argument)}>`;
  if (name === 'Fn::GetAtt' && Array.isArray(argument)) return `<${argument.map(asReported).join('.')}>`;
  if (name === 'Fn::ImportValue') return asReported(argument);
  if (name !== 'Fn::Join' || !Array.isArray(argument)) return JSON.stringify(value);
  const [delimiter, parts]: unknown[] = argument;
  return Array.isArray(parts) ? parts.map(asReported).join(String(delimiter)) : JSON.stringify(value);
}
