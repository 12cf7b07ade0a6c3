import { jsonObject, ParameterError, textList } from './parameter-values';
import { formRequest, ServiceRequestBuilder } from './service-request';
import { isObject, JsonObject } from '../../json';

/**
 * A call of SQS. HTTP APIs speak the query protocol to it, so that callers get XML.
 *
 * @param simple parameters that are handed over as they are
 */
export function sqsRequest(action: string, simple: readonly string[]): ServiceRequestBuilder {
  return (parameters) => {
    const form = new URLSearchParams({ Action: action, Version: '2012-11-05' });
    for (const name of simple) {
      const value = parameters.get(name);
      if (value !== undefined) form.set(name, value);
    }
    for (const name of ['AttributeNames', 'MessageAttributeNames']) {
      textList(name, parameters.get(name))?.forEach((item, index) => form.set(`${name.slice(0, -1)}.${index + 1}`, item));
    }
    for (const name of ['MessageAttributes', 'MessageSystemAttributes']) {
      const attributes = jsonObject(name, parameters.get(name));
      if (attributes) setAttributes(form, name, attributes);
    }
    return formRequest(form);
  };
}

function setAttributes(form: URLSearchParams, name: string, attributes: JsonObject): void {
  Object.entries(attributes).forEach(([key, attribute], index) => {
    if (!isObject(attribute)) throw new ParameterError(name, JSON.stringify(attributes), 'attributes such as {"kind": {"DataType": "String", "StringValue": "order"}}');
    const prefix = `${name.slice(0, -1)}.${index + 1}`;
    form.set(`${prefix}.Name`, key);
    for (const member of ['DataType', 'StringValue', 'BinaryValue']) {
      const value = attribute[member];
      if (typeof value === 'string' || typeof value === 'number') form.set(`${prefix}.Value.${member}`, String(value));
    }
  });
}
