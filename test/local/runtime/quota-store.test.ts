import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { LocalModel } from '../../../local/model/model';
import { quotaFile, QuotaStore } from '../../../local/runtime/quota-store';
import { model } from '../../support/models';
import { RecordingReporter } from '../../support/recording-reporter';

const reporter = new RecordingReporter();
const limited: LocalModel = model({
  usagePlans: [{ id: 'p', stack: 'S', logicalId: 'P', name: 'p', apiStages: [], keyIds: ['k'], quota: { limit: 1, period: 'DAY', offset: 0 } }],
});
let folder: string;
beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'quota-store-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  [{ folder: '/app/cdk.out' }, '/app/.apigateway-local/cdk.out.quota'],
  [{ folder: '/app/.apigateway-local/cdk.out' }, '/app/.apigateway-local/cdk.out.quota'],
  [{ templates: ['/app/shop.json'] }, '/app/.apigateway-local/shop.quota'],
  [{ templates: ['/app/shop.json', '/other/pay.yaml'] }, '/app/.apigateway-local/shop+pay.quota'],
])('keeps the counters of %j in %s', (source, file) => {
  expect(quotaFile(source)).toBe(path.resolve(file));
});

it('makes a file only for a model that has a quota', () => {
  const file = path.join(folder, 'state', 'q');
  const store = new QuotaStore({ keep: true, fresh: false, reporter });
  store.counters(model(), file).counter('p', 'k').charge(1);
  expect(existsSync(file)).toBe(false);
  store.counters(limited, file).counter('p', 'k').charge(1);
  expect(existsSync(file)).toBe(true);
  store.close();
});

it('hands out the same counters at every reload', () => {
  const store = new QuotaStore({ keep: true, fresh: false, reporter });
  const file = path.join(folder, 'q');
  store.counters(limited, file).counter('p', 'k').charge(1);
  expect(store.counters(model(), file).counter('p', 'k').used(1)).toBe(1);
  store.close();
});

it('knows after a restart what was used, unless it starts afresh', () => {
  const file = path.join(folder, 'q');
  const used = (fresh: boolean): number => {
    const store = new QuotaStore({ keep: true, fresh, reporter });
    const counter = store.counters(limited, file).counter('p', 'k');
    const before = counter.used(1);
    counter.charge(1);
    store.close();
    return before;
  };
  expect([used(false), used(false), used(true), used(false)]).toEqual([0, 1, 0, 1]);
});

it('writes nothing when nothing is to be kept', () => {
  const file = path.join(folder, 'q');
  const store = new QuotaStore({ keep: false, fresh: true, reporter });
  store.counters(limited, file).counter('p', 'k').charge(1);
  expect(existsSync(file)).toBe(false);
});
