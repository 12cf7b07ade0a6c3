import Ajv from 'ajv-draft-04';
import { explain } from './explanation';
import { formats } from './formats';
import { areUnique } from './keyword-messages';
import { LocalGatewayError, messageOf } from '../../errors';
import { Json, JsonObject } from '../../json';
import { RestMethod } from '../../model/rest-api';
import { Refusal } from '../refusal';
import type { RequestValidator, ValidatedRequest } from './request-validator';

/** Model of every content type that has none of its own. */
const ANY_CONTENT_TYPE = '$default';
/** Content type of a request that names none; recorded on AWS. */
const DEFAULT_CONTENT_TYPE = 'application/json';

interface Model {
  readonly schema: JsonObject;
  readonly accepts: (body: Json) => boolean;
}

/**
 * Validates a body against the model of its content type, JSON Schema draft 4. A body of a content type without a model is not validated.
 *
 * What a schema asks for takes time in proportion to the body, with two exceptions that its author makes and AWS has too: an expression in `pattern`
 * that backtracks without end, and a recursive schema that applies itself several times to the same value.
 *
 * @throws LocalGatewayError if a schema can't be compiled.
 */
export function compileBodyValidator(method: RestMethod): RequestValidator {
  const models = new Map<string, Model>();
  for (const [contentType, schema] of method.requestModels) models.set(mediaType(contentType), compileModel(schema, contentType, method));
  return (request) => {
    const contentType = contentTypeOf(request);
    const model = models.get(contentType) ?? models.get(ANY_CONTENT_TYPE);
    if (model === undefined) return undefined;
    const body = parse(request.body);
    if (body === undefined) return invalidBody('Unknown error parsing request body', 'the body is empty or no JSON');
    if (model.accepts(body)) return undefined;
    const failures = explain(model.schema, body);
    const places = failures.map(({ pointer, keyword }) => `${pointer === '' ? 'the body itself' : pointer} (${keyword})`);
    return invalidBody(failures.map(({ message }) => message).join(', '), `the body does not match the model for ${contentType} at ${places.join(', ')}`);
  };
}

let compiler: Ajv | undefined;

/** ajv compares every element with every other, which takes minutes for a body of a megabyte. */
const UNIQUE_ITEMS = { keyword: 'uniqueItems', type: 'array', validate: (unique: Json, values: readonly Json[]) => unique !== true || areUnique(values) } as const;

/** Patterns are those of ECMA 262 without the unicode flag. The draft's own schema is not applied: it would double the time of a start. */
function schemaCompiler(): Ajv {
  if (compiler) return compiler;
  compiler = new Ajv({
    strict: false,
    unicodeRegExp: false,
    validateSchema: false,
    meta: false,
    addUsedSchema: false,
    logger: false,
    // A member is what the body says, never what every object inherits.
    ownProperties: true,
    multipleOfPrecision: 9,
    formats,
  });
  compiler.removeKeyword(UNIQUE_ITEMS.keyword).addKeyword({ ...UNIQUE_ITEMS, errors: false });
  return compiler;
}

function compileModel(schema: JsonObject, contentType: string, method: RestMethod): Model {
  const ajv = schemaCompiler();
  try {
    const validate = ajv.compile(schema);
    return { schema, accepts: (body) => validate(body) };
  } catch (error) {
    const cause = messageOf(error);
    throw new LocalGatewayError(`the request model of ${method.logicalId} for ${contentType} is no JSON Schema of draft 4: ${cause}`, { cause: error });
  } finally {
    // What is compiled keeps working; the compiler shall not keep the models of former reloads.
    ajv.removeSchema(schema);
  }
}

/** The last of several counts, as for everything else that reads a single value. */
function contentTypeOf(request: ValidatedRequest): string {
  return mediaType(request.headers.get('content-type')?.values.at(-1) ?? DEFAULT_CONTENT_TYPE);
}

/** Without parameters such as the charset. */
function mediaType(contentType: string): string {
  const [type = ''] = contentType.split(';');
  return type.trim().toLowerCase();
}

function parse(body: Buffer): Json | undefined {
  try {
    return JSON.parse(body.toString('utf8')) as Json;
  } catch {
    return undefined;
  }
}

function invalidBody(errors: string, reason: string): Refusal {
  return { responseType: 'BAD_REQUEST_BODY', message: 'Invalid request body', errorType: 'BadRequestException', validationError: `[${errors}]`, reason };
}
