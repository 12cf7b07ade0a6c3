import { MappingActions } from './private/mapping/mapping-actions';

/**
 * What API Gateway changes in a request before a backend gets it.
 *
 * A value is text, an expression like `$request.header.x-tenant`, or text with expressions in braces, `/v2${request.path}`. Expressions read
 * `$request.header.name`, `$request.querystring.name`, `$request.path`, `$request.path.name`, `$request.body`, `$request.body.name`, `$context.name` and
 * `$stageVariables.name`. Each parameter takes one action, which does nothing where its expression yields nothing: what the client sent stays then, for
 * example where a token lacks a claim.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
export class HttpRequestMapping {
  private readonly actions = new MappingActions('request');

  /**
   * Adds a value to a header; what the client sent stays.
   *
   * @throws when API Gateway keeps the header to itself, or the value is no expression
   */
  public appendHeader(name: string, value: string): HttpRequestMapping {
    this.actions.header('append', name, value);
    return this;
  }

  /**
   * Sets a header; what the client sent is lost.
   *
   * @throws when API Gateway keeps the header to itself, or the value is no expression
   */
  public overwriteHeader(name: string, value: string): HttpRequestMapping {
    this.actions.header('overwrite', name, value);
    return this;
  }

  /**
   * Removes a header.
   *
   * @throws when API Gateway keeps the header to itself
   */
  public removeHeader(name: string): HttpRequestMapping {
    this.actions.header('remove', name);
    return this;
  }

  /**
   * Adds a value to a parameter of the query string; what the client sent stays.
   *
   * @throws when the name is not one of a parameter, or the value is no expression
   */
  public appendQueryString(name: string, value: string): HttpRequestMapping {
    this.actions.queryString('append', name, value);
    return this;
  }

  /**
   * Sets a parameter of the query string; what the client sent is lost.
   *
   * @throws when the name is not one of a parameter, or the value is no expression
   */
  public overwriteQueryString(name: string, value: string): HttpRequestMapping {
    this.actions.queryString('overwrite', name, value);
    return this;
  }

  /**
   * Removes a parameter of the query string.
   *
   * @throws when the name is not one of a parameter
   */
  public removeQueryString(name: string): HttpRequestMapping {
    this.actions.queryString('remove', name);
    return this;
  }

  /**
   * Sets the path. `$request.path` is the path without the stage's name, which backends in a VPC get otherwise.
   *
   * @throws when the value is neither a path nor an expression
   */
  public overwritePath(value: string): HttpRequestMapping {
    this.actions.path(value);
    return this;
  }

  /**
   * The mapping as it is written into a template.
   * @internal
   */
  public _render(): { [key: string]: string } {
    return this.actions.render();
  }

  /**
   * Whether it sets the path.
   * @internal
   */
  public get _overwritesPath(): boolean {
    return this.actions.overwritesPath;
  }

  /**
   * What it reads of an authorizer, like `claims.sub`.
   * @internal
   */
  public get _authorizerVariables(): readonly string[] {
    return this.actions.authorizerVariables;
  }

  /**
   * Names of the path parameters that it reads.
   * @internal
   */
  public get _pathParameters(): readonly string[] {
    return this.actions.pathParameters;
  }
}
