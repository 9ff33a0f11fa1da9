import { describe, expect, it } from 'vitest';
import { type Holder, type Link, faultsOf, mayAct } from './custody.ts';

const anna: Holder = { kind: 'customer', siteId: null, name: 'Anna' };
const north: Holder = { kind: 'site', siteId: 1, name: 'North' };
const south: Holder = { kind: 'site', siteId: 2, name: 'South' };
const courier: Holder = { kind: 'carrier', siteId: null, name: 'Li' };
const whole: Link[] = [{ link: 1, act: 'received', from: anna, to: north }, { link: 2, act: 'sent', from: north, to: courier }, { link: 3, act: 'arrived', from: courier, to: south }, { link: 4, act: 'handed-back', from: south, to: anna }];

describe('a chain of custody', () => {
  it('is whole when each link takes over from the one before', () => expect(faultsOf(whole)).toEqual([]));
  it('tells a missing link', () => expect(faultsOf([whole[0], whole[2]] as Link[])).toHaveLength(2));
  it('tells when two have it', () => expect(faultsOf([...whole.slice(0, 2), { ...whole[2], from: north } as Link])).not.toEqual([]));
  it('begins with the customer', () => expect(faultsOf(whole.slice(1))).not.toEqual([]));
});
it('lets only those act who have it', () => {
  expect((['sent', 'arrived', 'called-back', 'handed-back', 'received'] as const).map((act) => [mayAct(north, act), mayAct(courier, act), mayAct(anna, act)])).toEqual([[true, false, false], [false, true, false], [false, true, false], [true, false, false], [false, false, false]]);
});
