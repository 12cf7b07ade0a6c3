import { ServerResponse } from 'node:http';
import { Duplex } from 'node:stream';

interface Connection {
  latest: ServerResponse;
  /** A request came before the one before it was answered. */
  isPipelined: boolean;
}

/** Which answers are still owed, connection by connection. Kept for connections and not for requests, of which there are many more. */
export class Connections {
  private readonly open = new Map<Duplex, Connection>();

  /** A request came in. */
  public received(socket: Duplex, response: ServerResponse): void {
    const known = this.open.get(socket);
    if (known === undefined) {
      this.open.set(socket, { latest: response, isPipelined: false });
      socket.once('close', () => this.open.delete(socket));
      return;
    }
    known.isPipelined = isOwed(known.latest);
    known.latest = response;
  }

  /** Answers to the latest requests that are not complete. */
  public owed(): ServerResponse[] {
    return [...this.open.values()].map(({ latest }) => latest).filter(isOwed);
  }

  /** Whether bytes that are written to a connection now would be taken for the answer to another request than the one that is being read. */
  public wouldConfuse(socket: Duplex): boolean {
    const known = this.open.get(socket);
    return known !== undefined && isOwed(known.latest) && (known.isPipelined || known.latest.headersSent || known.latest.req.complete);
  }
}

function isOwed(response: ServerResponse): boolean {
  return !response.writableFinished && !response.destroyed;
}
