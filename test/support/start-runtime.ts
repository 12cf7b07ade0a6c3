import { lambdaWorkerFile } from './lambda-worker';
import { RecordingReporter } from './recording-reporter';
import { LocalRuntime } from '../../local/runtime';
import { findApi, findStage } from '../../local/runtime/find/find-api';
import { RuntimeOptions } from '../../local/runtime/options';

const running: LocalRuntime[] = [];

/** Starts a runtime on free ports, with functions in worker threads, without watching and without files of its own. */
export async function startRuntime(source: RuntimeOptions['source'], options: Partial<RuntimeOptions> = {}): Promise<LocalRuntime> {
  const runtime = await LocalRuntime.start({ ...optionsFor(process.cwd()), source, workerFile: await lambdaWorkerFile(), ...options });
  running.push(runtime);
  return runtime;
}

/** What {@link startRuntime} starts with. */
export function optionsFor(folder: string): Omit<RuntimeOptions, 'source'> {
  return {
    folder,
    port: 0,
    host: '127.0.0.1',
    backends: new Map(),
    parameters: new Map(),
    inProcess: false,
    localIssuer: true,
    keepState: false,
    fresh: true,
    watch: false,
    env: { PATH: process.env.PATH },
    reporter: new RecordingReporter(),
  };
}

/** Closes every runtime that was started. */
export async function closeRuntimes(): Promise<void> {
  await Promise.all(running.splice(0).map(async (runtime) => runtime.close()));
}

/** Address of the only stage of an API. */
export function urlOf(runtime: LocalRuntime, api = 'OrdersApi'): string {
  return findStage(findApi(runtime.catalogue.apis, api)).url;
}
