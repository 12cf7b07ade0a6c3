import { LogLevel } from '../reporter';

/** Methods of the console and the level of what they write. */
export const CONSOLE_LEVELS: readonly (readonly [method: string, level: LogLevel])[] = [
  ['log', 'INFO'], ['info', 'INFO'], ['warn', 'WARN'], ['error', 'ERROR'], ['debug', 'DEBUG'], ['trace', 'TRACE'],
];
