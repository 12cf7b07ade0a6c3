/** What goes back to the caller. Names and values of headers alternate, as `http.ServerResponse.writeHead` takes them. */
export interface GatewayReply {
  status: number;
  readonly headers: string[];
  body: Buffer | string;
}

/** Value of the first header with a name, given in lower case. */
export function replyHeader(reply: GatewayReply, lowerCaseName: string): string | undefined {
  for (let index = 0; index < reply.headers.length; index += 2) {
    if (reply.headers[index]?.toLowerCase() === lowerCaseName) return reply.headers[index + 1];
  }
  return undefined;
}

/** Whether a header can be sent: no line breaks, no control characters, nothing outside of Latin-1. */
export function isSendable(name: string, value: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name) && !/[^\t\x20-\x7e\x80-\xff]/.test(value);
}
