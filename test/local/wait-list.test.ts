import * as fc from 'fast-check';
import { Waiting, WaitList } from '../../local/wait-list';

interface Guest extends Waiting {
  readonly name: number;
}

const guests = Array.from({ length: 6 }, (_, name): Guest => ({ name }));

test('holds whoever was added and not deleted, in the order of their coming', () => {
  const step = fc.record({ comes: fc.boolean(), who: fc.nat(guests.length - 1) });
  fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
    const list = new WaitList<Guest>();
    const expected: Guest[] = [];
    for (const { comes, who } of steps) {
      const guest = guests[who];
      if (!guest) throw new Error('nobody');
      const at = expected.indexOf(guest);
      if (!comes) {
        expect(list.delete(guest)).toBe(at >= 0);
        if (at >= 0) expected.splice(at, 1);
      } else if (at < 0) {
        list.add(guest);
        expected.push(guest);
      }
      expect([...list]).toEqual(expected);
      expect(list.size).toBe(expected.length);
    }
    list.clear();
    expect([...list]).toEqual([]);
  }));
});

test('a member that is gone leads to no other', () => {
  const list = new WaitList<Guest>();
  const [first, second, third] = [1, 2, 3].map((name): Guest => ({ name }));
  for (const guest of [first, second, third]) if (guest) list.add(guest);
  if (second) list.delete(second);
  expect(second).toEqual({ name: 2, previous: undefined, next: undefined });
});
