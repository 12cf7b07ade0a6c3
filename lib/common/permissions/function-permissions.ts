import { Annotations, Names, Stack, Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/**
 * Lets one API invoke functions: one permission per function, however many routes it answers, so that its policy (20 KB at most) never fills up.
 * Permissions are created in the API's stack; a function's stack knows nothing of the API.
 */
export class FunctionPermissions extends Construct {
  private readonly granted = new Set<string>();

  public constructor(scope: Construct, id: string, private readonly sourceArn: string) {
    super(scope, id);
  }

  public allow(handler: lambda.IFunction): void {
    // Two imports of one ARN are one function; what is still a token is told apart by where it was made.
    const identity = Token.isUnresolved(handler.functionArn) ? handler.node.path : handler.functionArn;
    if (this.granted.has(identity)) return;
    this.granted.add(identity);
    if (this.isForeign(handler)) return;
    new lambda.CfnPermission(this, Names.nodeUniqueId(handler.node), {
      action: 'lambda:InvokeFunction',
      principal: 'apigateway.amazonaws.com',
      functionName: handler.functionArn,
      sourceArn: this.sourceArn,
    });
  }

  private isForeign(handler: lambda.IFunction): boolean {
    const { account } = Stack.of(this);
    const owner = handler.env.account;
    if (Token.isUnresolved(account) || Token.isUnresolved(owner) || account === owner) return false;
    Annotations.of(this).addWarningV2('cdk-apigateway-patterns:foreign-function',
      `function ${JSON.stringify(handler.node.path)} belongs to account ${owner}, where this stack can't add a permission; allow apigateway.amazonaws.com to invoke it there`);
    return true;
  }
}
