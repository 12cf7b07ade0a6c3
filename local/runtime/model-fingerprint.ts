import { createHash } from 'node:crypto';
import { Assembly } from '../assembly/assembly';
import { codeFingerprint } from '../lambda/code-fingerprint';
import { LocalModel } from '../model/model';

/** Tells whether a reload brings anything new: equal texts mean that configuration, code and the names of the constructs are the same. */
export function modelFingerprint(assembly: Assembly, model: LocalModel): string {
  const runnable = model.functions.filter(({ notRunnable }) => notRunnable === undefined);
  const code = [...new Set(runnable.map(({ codeDirectory }) => codeDirectory))].map((directory) => codeFingerprint(directory));
  const paths = assembly.stacks.map(({ resources }) => [...resources.values()].map(({ metadata }) => metadata['aws:cdk:path']));
  return createHash('sha256').update(JSON.stringify([model, code, paths], plain)).digest('hex');
}

function plain(_key: string, value: unknown): unknown {
  return value instanceof Map || value instanceof Set ? [...value as Iterable<unknown>] : value;
}
