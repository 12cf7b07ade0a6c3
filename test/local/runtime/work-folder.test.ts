import { existsSync } from 'node:fs';
import { WorkFolder } from '../../../local/runtime/work-folder';

const exitListeners = (): NodeJS.ExitListener[] => process.listeners('exit');

test('folders that are still there go with the process, by one listener however many there are', () => {
  const before = exitListeners();
  const folders = [new WorkFolder(), new WorkFolder(), new WorkFolder()];
  folders[0]?.remove();
  expect(folders.map(({ path }) => existsSync(path))).toEqual([false, true, true]);
  const added = exitListeners().filter((listener) => !before.includes(listener));
  expect(added).toHaveLength(1);
  added[0]?.(130);
  expect(folders.map(({ path }) => existsSync(path))).toEqual([false, false, false]);
  expect(exitListeners()).toEqual(before);
});
