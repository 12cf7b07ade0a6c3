declare module 'dynalite' {
  import { Server } from 'node:http';

  interface DynaliteOptions {
    readonly createTableMs: number;
    readonly deleteTableMs: number;
    readonly updateTableMs: number;
  }

  /** A server that is not listening yet; without a path its store is in memory. */
  export default function dynalite(options: DynaliteOptions): Server;
}
