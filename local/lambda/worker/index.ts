import { parentPort, workerData } from 'node:worker_threads';
import { Execution } from './execution';
import { WorkerSettings } from './protocol';

const settings = workerData as WorkerSettings;

// A thread shares the working directory of its process and can't change it. What asks for the directory gets the one of the code, as on Lambda;
// relative paths that are given to `fs` directly still start at the directory of the gateway.
process.cwd = () => settings.codeDirectory;

if (settings.nodeOptions !== undefined) {
  process.env.NODE_OPTIONS = settings.nodeOptions;
  if (settings.nodeOptions.includes('--enable-source-maps')) process.setSourceMapsEnabled(true);
}

if (parentPort !== null) void new Execution(parentPort, settings).start();
