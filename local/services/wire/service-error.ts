/** A refusal in the service's own terms. */
export class ServiceError extends Error {
  public static invalid(message: string): ServiceError {
    return new ServiceError('InvalidParameterValueException', message, 'InvalidParameterValue');
  }

  public static missing(name: string): ServiceError {
    return new ServiceError('MissingRequiredParameterException', `The parameter ${name} is required.`, 'MissingParameter');
  }

  /**
   * @param code name of the exception in the JSON and CBOR protocols, for example `InvalidParameterValueException`
   * @param queryCode its name in the query protocol, where it is another one
   */
  public constructor(public readonly code: string, message: string, public readonly queryCode = code, public readonly status = 400) {
    super(message);
  }
}
