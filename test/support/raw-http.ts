import { connect } from 'node:net';

/** Sends bytes as they are and gives everything that comes back until the server closes or `until` holds. */
export async function exchange(port: number, sent: string | Buffer, until?: (received: string) => boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(sent));
    socket.setEncoding('latin1');
    socket.on('data', (text) => {
      received += text;
      if (until?.(received)) socket.destroy();
    });
    // A server that refuses may reset a connection on which the rest of the request is still on its way.
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNREFUSED' ? reject(error) : undefined));
    socket.on('close', () => resolve(received));
  });
}

/** Status code of the first response in a text. */
export function statusOf(received: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(received)?.[1]);
}
