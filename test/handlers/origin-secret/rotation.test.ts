import * as fc from 'fast-check';
import { World } from './support/world';

let world: World;
beforeEach(async () => {
  world = new World();
  await world.sleep(60_000);
});

const once = (effect: string) => {
  let isDone = false;
  return (each: string) => {
    if (each !== effect || isDone) return;
    isDone = true;
    throw new Error('ServiceUnavailable');
  };
};

test('a rotation replaces the value, and no request fails meanwhile, though others guess all the time', async () => {
  await world.rotate('v1');
  await world.sleep(600_000);
  expect([world.current, world.sent, world.valueOf('AWSPREVIOUS')]).toEqual(['value-1', 'value-1', 'value-0']);
  expect([world.refused, world.updates]).toEqual([0, 1]);
  expect(world.served).toBeGreaterThan(1000);
});

test('rotations may follow each other at once', async () => {
  for (const id of ['v1', 'v2', 'v3', 'v4']) await world.rotate(id);
  await world.sleep(600_000);
  expect([world.current, world.sent, world.refused]).toEqual(['value-4', 'value-4', 0]);
});

test.each(['before putPending', 'after putPending', 'read', 'before send', 'after send', 'before promote', 'after promote'])('one that fails %s is repeated and ends well', async (effect) => {
  world.interrupt = once(effect);
  await world.rotate('v1');
  await world.sleep(600_000);
  expect([world.sent, world.updates, world.refused]).toEqual([world.current, 1, 0]);
  expect(world.valueOf('AWSPREVIOUS')).toBe('value-0');
});

test('steps that are repeated change nothing', async () => {
  world.begin('v1');
  for (const step of ['createSecret', 'setSecret', 'testSecret', 'finishSecret']) {
    for (const _ of [1, 2]) await world.step(step, 'v1');
  }
  for (const step of ['createSecret', 'setSecret', 'testSecret', 'finishSecret']) await world.step(step, 'v1');
  expect([world.current, world.sent, world.updates, world.versions.size]).toEqual(['value-1', 'value-1', 1, 2]);
});

test('the distribution sends a value only when every authorizer has had time to learn of it', async () => {
  world.begin('v1');
  await world.step('createSecret', 'v1');
  const created = world.now();
  await world.step('setSecret', 'v1');
  expect(world.now() - created).toBeGreaterThan(300_000);
  expect(world.now() - created).toBeLessThan(600_000);
});

test('a value becomes current only when all places of the distribution send it', async () => {
  world.begin('v1');
  for (const step of ['createSecret', 'setSecret']) await world.step(step, 'v1');
  await expect(world.step('finishSecret', 'v1')).rejects.toThrow('does not send the pending value everywhere');
  const sent = world.now();
  await world.step('testSecret', 'v1');
  expect(world.now() - sent).toBeGreaterThanOrEqual(world.propagation);
  await world.step('finishSecret', 'v1');
  expect(world.current).toBe('value-1');
});

test('a deployment that takes too long fails the step before the function is stopped', async () => {
  world.propagation = 3_600_000;
  world.begin('v1');
  for (const step of ['createSecret', 'setSecret']) await world.step(step, 'v1');
  const started = world.now();
  await expect(world.step('testSecret', 'v1')).rejects.toThrow('still being deployed');
  expect(world.now() - started).toBeLessThan(900_000);
});

test('a deployment of the stack in between puts the current value back, and the rotation goes on from there', async () => {
  world.begin('v1');
  for (const step of ['createSecret', 'setSecret']) await world.step(step, 'v1');
  world.deploy();
  await world.step('testSecret', 'v1');
  await expect(world.step('finishSecret', 'v1')).rejects.toThrow('something else has changed it meanwhile');
  for (const step of ['createSecret', 'setSecret', 'testSecret', 'finishSecret']) await world.step(step, 'v1');
  await world.sleep(600_000);
  expect([world.current, world.sent, world.refused]).toEqual(['value-1', 'value-1', 0]);
});

test('changes by others at the same time are waited out, but not for ever', async () => {
  world.changesMeanwhile = 3;
  await world.rotate('v1');
  expect(world.current).toBe('value-1');
  world.changesMeanwhile = 100;
  await expect(world.rotate('v2', 1)).rejects.toThrow('PreconditionFailed');
  expect([world.current, world.sent]).toEqual(['value-1', 'value-1']);
});

test('whatever fails and whoever deploys whenever, what comes through the distribution is served', async () => {
  const effects = ['before putPending', 'after putPending', 'read', 'before send', 'after send', 'before promote', 'after promote'];
  const happenings = fc.array(fc.constantFrom('nothing', 'deploy', ...effects), { minLength: 1, maxLength: 8 });
  await fc.assert(fc.asyncProperty(happenings, fc.integer({ min: 10_000, max: 700_000 }), async (events, propagation) => {
    const each = new World();
    each.propagation = propagation;
    for (const [index, happening] of events.entries()) {
      const fail = once(happening);
      let isDeployed = false;
      each.interrupt = (effect) => {
        if (happening === 'deploy' && !isDeployed && effect === 'before promote') {
          isDeployed = true;
          each.deploy();
        }
        fail(effect);
      };
      await each.rotate(`v${index + 1}`);
    }
    expect(each.refused).toBe(0);
    expect(each.valueOf('AWSPENDING')).toBe(each.current);
  }), { numRuns: 25 });
}, 60_000);

describe('the test that Secrets Manager makes when rotation is set up', () => {
  test('passes with a version that has no value', async () => {
    world.begin('test');
    await world.step('testSecret', 'test');
    expect([world.current, world.updates]).toEqual(['value-0', 0]);
  });

  test('fails when the distribution sends something else', async () => {
    world.deploy();
    const v0 = world.versions.get('v0');
    world.versions.set('v0', { stages: new Set(['AWSCURRENT']), version: { value: 'other', createdAt: v0?.version?.createdAt ?? 0 } });
    world.begin('test');
    await expect(world.step('testSecret', 'test')).rejects.toThrow('neither the pending nor the current value');
  });
});

describe('what is no rotation', () => {
  test.each(['createSecret', 'setSecret'])('%s of a version that is not pending is refused', async (step) => {
    await expect(world.step(step, 'unknown')).rejects.toThrow('version unknown is not pending; start a rotation with RotateSecret');
  });

  test('setting a version without a value is refused', async () => {
    world.begin('v1');
    await expect(world.step('setSecret', 'v1')).rejects.toThrow('createSecret comes first');
    await expect(world.step('finishSecret', 'v1')).rejects.toThrow('createSecret comes first');
  });

  test.each(['', 'constructor', 'CreateSecret'])('step %j is refused', async (step) => {
    await expect(world.step(step, 'v0')).rejects.toThrow('expected one of createSecret, setSecret, testSecret, finishSecret');
  });
});

test('no value is ever logged, failures are', async () => {
  world.interrupt = once('before send');
  await world.rotate('v1');
  expect(world.lines.join('\n')).not.toMatch(/value-\d/);
  expect(world.lines).toContainEqual(expect.stringContaining('"level":"ERROR","message":"rotation step failed","step":"setSecret"'));
});
