import { functionFailure } from '../../../../local/gateway/backends/function-failure';
import { routeName } from '../../../../local/gateway/route-name';

test.each<readonly [unknown, string]>([
  [{ errorType: 'Error', errorMessage: 'boom', trace: ['Error: boom', '    at handler'] }, 'function Fn failed: Error: boom'],
  [{ errorType: 'TypeError', errorMessage: 'one\ntwo' }, 'function Fn failed: TypeError: one'],
  [{ errorType: 'Sandbox.Timedout', errorMessage: 'RequestId: r-1 Error: Task timed out after 3.00 seconds' }, 'function Fn failed: Sandbox.Timedout: Task timed out after 3.00 seconds'],
  [
    { errorType: 'Runtime.OutOfMemory', errorMessage: 'RequestId: r-1 Error: Runtime exited with error: signal: killed' },
    'function Fn failed: Runtime.OutOfMemory: Runtime exited with error: signal: killed; it used up its memory: raise memorySize',
  ],
  ['a text', 'function Fn failed: "a text"'],
])('%j is told in one line', (error, line) => {
  expect(functionFailure('Fn', JSON.stringify(error))).toBe(line);
});

test.each([['/orders/{id}/GET', 'GET /orders/{id}'], ['//GET', 'GET /'], ['/a/ANY', 'ANY /a']])('the route %s is written %s', (key, name) => {
  expect(routeName(key)).toBe(name);
});
