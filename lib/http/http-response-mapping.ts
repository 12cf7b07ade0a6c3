import { MappingActions } from './private/mapping/mapping-actions';

/**
 * What API Gateway changes in a response of a backend before the client gets it.
 *
 * A value is text, an expression like `$context.requestId`, or text with expressions in braces. Expressions read `$response.header.name`, `$response.body`,
 * `$response.body.name`, `$context.name` and `$stageVariables.name`. Each parameter takes one action.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
export class HttpResponseMapping {
  private readonly actions = new MappingActions('response');

  /**
   * Adds a value to a header; what the backend sent stays.
   *
   * @throws when API Gateway keeps the header to itself, or the value is no expression
   */
  public appendHeader(name: string, value: string): HttpResponseMapping {
    this.actions.header('append', name, value);
    return this;
  }

  /**
   * Sets a header; what the backend sent is lost.
   *
   * @throws when API Gateway keeps the header to itself, or the value is no expression
   */
  public overwriteHeader(name: string, value: string): HttpResponseMapping {
    this.actions.header('overwrite', name, value);
    return this;
  }

  /**
   * Removes a header.
   *
   * @throws when API Gateway keeps the header to itself
   */
  public removeHeader(name: string): HttpResponseMapping {
    this.actions.header('remove', name);
    return this;
  }

  /**
   * Sets the status code, 200 to 599.
   *
   * @throws when the status is out of range
   */
  public overwriteStatusCode(statusCode: number): HttpResponseMapping {
    this.actions.statusCode(statusCode);
    return this;
  }

  /**
   * The mapping as it is written into a template.
   * @internal
   */
  public _render(): { [key: string]: string } {
    return this.actions.render();
  }
}
