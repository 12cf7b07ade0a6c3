import { Protocol } from './protocol';
import { isWireObject, WireObject, WireValue } from './wire-value';

/** How lists and maps are written: with an element around them, or each entry beside the other members. */
export type ListStyle = 'wrapped' | 'flattened';

/**
 * AWS query: form fields in, XML out. Older SDKs speak it to CloudWatch.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function queryProtocol(namespace: string, style: ListStyle = 'wrapped'): Protocol {
  const xml = (name: string, inner: string): string => `<${name} xmlns="${namespace}">${inner}</${name}>`;
  const headers = (requestId: string): Record<string, string> => ({ 'content-type': 'text/xml', 'x-amzn-requestid': requestId });
  return {
    read: (body) => readForm(new URLSearchParams(body.toString('utf8'))),
    reply: (operation, output, requestId) => ({
      status: 200,
      headers: headers(requestId),
      body: xml(`${operation}Response`, `${result(operation, output, style)}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`),
    }),
    fail: ({ status, queryCode, message }, requestId) => ({
      status,
      headers: headers(requestId),
      body: xml('ErrorResponse', `<Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type><Code>${queryCode}</Code><Message>${escape(message)}</Message></Error><RequestId>${requestId}</RequestId>`),
    }),
  };
}

interface Node {
  text?: string;
  readonly children: Map<string, Node>;
}

/** `Dimensions.member.1.Name=x` becomes a list of objects. */
function readForm(form: URLSearchParams): WireObject {
  const root: Node = { children: new Map() };
  for (const [key, text] of form) {
    let node = root;
    for (const part of key.split('.')) {
      const child = node.children.get(part) ?? { children: new Map<string, Node>() };
      node.children.set(part, child);
      node = child;
    }
    node.text = text;
  }
  return Object.fromEntries([...root.children].map(([name, node]) => [name, valueOf(node)]));
}

function valueOf({ text, children }: Node): WireValue {
  const list = children.get('member');
  if (list) return [...list.children].sort(([a], [b]) => Number(a) - Number(b)).map(([, node]) => valueOf(node));
  if (children.size === 0) return text ?? '';
  return Object.fromEntries([...children].map(([name, node]) => [name, valueOf(node)]));
}

/** Operations without any output have no element for it. */
function result(operation: string, output: WireObject, style: ListStyle): string {
  return Object.keys(output).length === 0 ? '' : element(`${operation}Result`, members(output, style));
}

function members(object: WireObject, style: ListStyle): string {
  return Object.entries(object).map(([name, value]) => {
    if (value === undefined || value === null) return '';
    return style === 'flattened' && typeof value === 'object' ? flattened(name, value) : element(name, content(value));
  }).join('');
}

function flattened(name: string, value: NonNullable<WireValue>): string {
  if (Array.isArray(value)) return (value as readonly WireValue[]).map((item) => element(name, isWireObject(item) ? members(item, 'flattened') : content(item))).join('');
  if (value instanceof Map) {
    return [...value as ReadonlyMap<string, WireValue>].map(([key, item]) => (
      element(name, element('Name', escape(key)) + element('Value', isWireObject(item) ? members(item, 'flattened') : content(item)))
    )).join('');
  }
  return element(name, isWireObject(value) ? members(value, 'flattened') : content(value));
}

function element(name: string, inner: string): string {
  return `<${name}>${inner}</${name}>`;
}

function content(value: WireValue): string {
  if (value === null) return '';
  if (typeof value !== 'object') return escape(String(value));
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return (value as readonly WireValue[]).map((item) => `<member>${content(item)}</member>`).join('');
  if (value instanceof Map) {
    return [...value as ReadonlyMap<string, WireValue>].map(([key, item]) => `<entry><key>${escape(key)}</key><value>${content(item)}</value></entry>`).join('');
  }
  return members(value as WireObject, 'wrapped');
}

function escape(text: string): string {
  // Control characters have no place in XML 1.0, not even escaped.
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '\ufffd').replace(/[<>&"\r]/g, (char) => `&#${char.charCodeAt(0)};`);
}
