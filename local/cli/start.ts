import { Catalogue } from '../console/catalogue';
import { isLoopback } from '../listener/host-guard';
import { Reporter } from '../reporter';
import { LocalRuntime } from '../runtime';
import { banner } from './banner';
import { catalogueChanges } from './catalogue-changes';
import { coloursFor } from './colours';
import { defaultApp } from './default-app';
import { EventPrinter } from './event-printer';
import { printable } from './printable';
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
  const printer = new EventPrinter({ out, colours, quiet: given.quiet });
  let shown = '';
  let last: Catalogue | undefined;
  let runtime: LocalRuntime | undefined;
  const show = (catalogue: Catalogue): void => {
    const line = readyLine(catalogue);
    if (given.readyJson && shown === '') stdout.write(`${line}\n`);
    if (!given.readyJson && line !== shown) stdout.write(banner(catalogue, colours));
    else if (last) out.write(catalogueChanges(last, catalogue, colours));
    shown = line;
    last = catalogue;
  };
  const reporter: Reporter = {
    report: (event) => {
      printer.report(event);
      // A reload may bring APIs and stages with addresses that nobody has seen yet.
      if (event.kind === 'reloaded' && runtime) show(runtime.catalogue);
    },
  };
  try {
    runtime = await LocalRuntime.start({
      source: given.templates.length > 0 ? { templates: given.templates } : { app: given.app ?? defaultApp(terminal.folder) },
      folder: terminal.folder,
      port: given.port,
      host: given.host,
      backends: given.backends,
      parameters: given.parameters,
      ...(given.accountThrottle && { accountThrottle: given.accountThrottle }),
      inProcess: given.inProcess,
      localIssuer: given.localIssuer,
      keepState: true,
      fresh: given.fresh,
      watch: given.watch,
      env,
      reporter,
      signal: stop.signal,
    });
    if (!isLoopback(given.host)) out.write(`The APIs listen on ${printable(given.host)}, for everybody who reaches it. The console shows keys and stays on 127.0.0.1.\n`);
    show(runtime.catalogue);
    await stop.requested;
    await runtime.close();
    return 0;
  } catch (error) {
    if (stop.signal.aborted) return 0;
    throw error;
  } finally {
    stop.ignore();
  }
}

/** The first signal asks for an orderly end, the second one forces it. */
function stopRequest(terminal: Terminal): { readonly requested: Promise<void>; readonly signal: AbortSignal; ignore(): void } {
  const controller = new AbortController();
  let ignore = (): void => undefined;
  const requested = new Promise<void>((resolve) => {
    let asked = false;
    ignore = terminal.onStop((signal) => {
      if (asked) terminal.exit(signal === 'SIGINT' ? 130 : 143);
      asked = true;
      controller.abort();
      resolve();
    });
  });
  return { requested, signal: controller.signal, ignore };
}
