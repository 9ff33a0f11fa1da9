import { describe, expect, it } from 'vitest';
import { type Coverage, covers, serialFits } from './matching.ts';

const contract: Coverage = { startsOn: '2026-01-01', endsOn: '2026-12-31', active: true, regions: ['上海', 'Jiangsu'], products: ['洗衣机', 'X2'], rates: { 'on-site': { amountMinor: 12_000 } } };
const job = { kind: 'on-site', region: '上海市浦东新区', product: '诺凡 洗衣机 X1', today: '2026-06-01' };

describe('a contract covers', () => {
  it.each([
    ['region and product by their beginnings and words', {}, true],
    ['whatever the case of letters', { region: 'jiangsu, Suzhou', product: 'norvane x2' }, true],
    ['its first day', { today: '2026-01-01' }, true],
    ['its last day', { today: '2026-12-31' }, true],
    ['not the day before', { today: '2025-12-31' }, false],
    ['not the day after', { today: '2027-01-01' }, false],
    ['not another region', { region: '北京市' }, false],
    ['not a job without a region when it names some', { region: '' }, false],
    ['not another product', { product: '空调' }, false],
    ['not a kind without a rate', { kind: 'depot-repair' }, false],
  ] as const)('%s', (_, change, fits) => expect(covers(contract, { ...job, ...change })).toBe(fits));
  it('everything where its lists are empty', () => expect(covers({ ...contract, regions: [], products: [] }, { ...job, region: '', product: '' })).toBe(true));
  it('nothing once it is switched off', () => expect(covers({ ...contract, active: false }, job)).toBe(false));
});

it('reads serial numbers as people write them', () => {
  expect([serialFits('NV-X1 0042', 'nvx10042'), serialFits('NVX10042', 'NVX10043'), serialFits('', 'anything'), serialFits('A1', '')]).toEqual([true, false, null, false]);
});
