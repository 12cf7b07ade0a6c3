import { LocalRuntime } from '../../local/runtime';

// What bench/monitoring.ts loads, bundled: serves an assembly and prints the address of its only route.
// Arguments: the cdk.out folder, `on` or `off` for metrics, logs and alarms, and `isolated` or `in-process` for functions.

/** Far above what is measured. */
const UNLIMITED = 1_000_000;

async function main([app = '', monitoring, functions]: readonly string[]): Promise<void> {
  const runtime = await LocalRuntime.start({
    source: { app },
    folder: process.cwd(),
    port: 0,
    host: '127.0.0.1',
    backends: new Map(),
    parameters: new Map(),
    inProcess: functions === 'in-process',
    localIssuer: false,
    keepState: false,
    fresh: true,
    watch: false,
    env: {},
    // Nothing is printed, as with --quiet: what a terminal costs is not what is measured.
    reporter: { report: () => undefined },
    accountThrottle: { rateLimit: UNLIMITED, burstLimit: UNLIMITED },
    monitoring: monitoring === 'on',
  });
  process.on('SIGTERM', () => process.exit(0));
  process.stdout.write(`${runtime.catalogue.apis[0]?.stages[0]?.url ?? 'nothing is served'}/hello\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
