import { LocalRuntime } from '../runtime';
import { banner } from './banner';
import { coloursFor } from './colours';
import { defaultApp } from './default-app';
import { EventPrinter } from './event-printer';
import { readyLine } from './ready-line';
import { parseStart } from './start-arguments';
import { Terminal } from './terminal';

/** `apigateway-local start`: serves until it is told to stop. */
export async function start(words: readonly string[], terminal: Terminal): Promise<number> {
  const given = parseStart(words);
  const { stdout, stderr, env } = terminal;
  const out = given.readyJson ? stderr : stdout;
  const colours = coloursFor(out, env);
  const stop = stopRequest(terminal);
  try {
    const runtime = await LocalRuntime.start({
      source: given.templates.length > 0 ? { templates: given.templates } : { app: given.app ?? defaultApp(terminal.folder) },
      folder: terminal.folder,
      port: given.port,
      host: given.host,
      backends: given.backends,
      parameters: given.parameters,
      inProcess: given.inProcess,
      keepState: true,
      fresh: given.fresh,
      watch: given.watch,
      env,
      reporter: new EventPrinter({ out, colours, quiet: given.quiet }),
    });
    if (given.readyJson) stdout.write(`${readyLine(runtime.catalogue)}\n`);
    else stdout.write(banner(runtime.catalogue, colours));
    await stop.requested;
    await runtime.close();
    return 0;
  } finally {
    stop.ignore();
  }
}

/** The first signal asks for an orderly end, the second one forces it. */
function stopRequest(terminal: Terminal): { readonly requested: Promise<void>; ignore(): void } {
  let ignore = (): void => undefined;
  const requested = new Promise<void>((resolve) => {
    let asked = false;
    ignore = terminal.onStop((signal) => {
      if (asked) terminal.exit(signal === 'SIGINT' ? 130 : 143);
      asked = true;
      resolve();
    });
  });
  return { requested, ignore };
}
