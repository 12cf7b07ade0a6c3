import { LocalGatewayError } from '../errors';

/** A template, mapping expression or JSONPath that is not understood here. */
export class MappingError extends LocalGatewayError {}
