import { compileTemplate, Template } from '../../../mapping/template';
import { RestIntegration } from '../../../model/rest-api';
import { Exchange } from '../exchange';
import { GatewayFailure } from '../gateway-failure';
import { mediaType } from '../message/binary-media-types';

/** Body of the request to a backend. */
export type RequestBody = (exchange: Exchange) => Buffer | string | GatewayFailure;

/**
 * Compiles what a non-proxy integration sends: the template for the caller's content type, else what the passthrough behaviour says.
 * A request without `Content-Type` counts as JSON.
 *
 * @throws MappingError for a template that is not understood
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
 */
export function compileRequestBody({ requestTemplates, passthroughBehavior, contentHandling }: RestIntegration): RequestBody {
  const templates = new Map<string, Template>([...requestTemplates].map(([type, text]) => [mediaType(type), compileTemplate(text)]));
  const isPassedThrough = passthroughBehavior === 'WHEN_NO_MATCH' || (passthroughBehavior === 'WHEN_NO_TEMPLATES' && templates.size === 0);
  return (exchange) => {
    const contentType = exchange.firstHeader('content-type');
    const template = templates.get(mediaType(contentType ?? 'application/json'));
    if (template) return template.render(exchange);
    if (!isPassedThrough) {
      return {
        responseType: 'UNSUPPORTED_MEDIA_TYPE',
        message: 'Unsupported Media Type',
        errorType: 'BadRequestException',
        reason: `the integration has no request template for ${contentType ?? 'application/json'}, and its passthrough behaviour is ${passthroughBehavior}`,
      };
    }
    const { body } = exchange.request;
    const isBinary = exchange.api.binaryMediaTypes.isBinary(contentType);
    if (contentHandling === 'CONVERT_TO_TEXT' && isBinary) return body.toString('base64');
    if (contentHandling === 'CONVERT_TO_BINARY' && !isBinary) return Buffer.from(exchange.text, 'base64');
    return body;
  };
}
