import { FunctionFinder } from '../../../local/runtime/function-finder';
import { writtenFunction } from '../../support/written-function';

const known = ['create', 'arn:aws:lambda:us-east-1:000000000000:function:create', 'arn:aws:lambda:us-east-1:000000000000:function:create:live'];
const finder = new FunctionFinder({
  find: (arn) => (known.includes(arn) ? writtenFunction(arn, () => ({ kind: 'success', payload: 'null' })) : undefined),
});

test.each([
  ['arn:aws:lambda:us-east-1:000000000000:function:create:live', 'arn:aws:lambda:us-east-1:000000000000:function:create:live'],
  ['arn:aws:lambda:eu-central-1:111111111111:function:create', 'create'],
  ['arn:aws:lambda:us-east-1:111111111111:function:create:live', 'create'],
  ['arn:aws:lambda:us-east-1:111111111111:function:other', undefined],
  ['arn:aws:sns:us-east-1:111111111111:create', undefined],
  ['', undefined],
])('%s is %s', (arn, found) => {
  expect(finder.find(arn)?.name).toBe(found);
});
