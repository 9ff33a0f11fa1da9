import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeTable } from '../../platform/feel/index.ts';
import { addMonths, addPeriod, monthsBetween, readPeriod } from './days.ts';
import { type Question, type UnitFacts, decide, remedies } from './decide.ts';
import { type ReadyPolicy, compilePolicy } from './policy-table.ts';
import { shippedPolicies } from './shipped.ts';

let policies: ReadyPolicy[];
beforeAll(async () => {
  policies = await Promise.all(shippedPolicies.map(async (p, i) => compilePolicy({ policyId: i + 1, versionId: i + 1, version: 1, key: p.key, name: p.name, kind: p.kind, pausesInRepair: p.pausesInRepair, position: p.position, appliesFrom: null }, await writeTable(p.table))));
});
const unit = (facts: Partial<UnitFacts> = {}): UnitFacts => ({
  unitId: 1, brand: 'acme', model: 'X1', category: 'kettle', variant: null, country: 'CN', status: 'in-use', registeredBy: 'agent', producedOn: '2025-12-01', purchasedOn: '2026-01-31', activatedOn: null, proven: true, priceMinor: 19900, repairDays: 0, plans: [], exclusions: [], faults: [], ...facts,
});
const ask = (facts: Partial<UnitFacts>, on: string, question: Partial<Question> = {}) => decide(unit(facts), policies, { on, part: null, fault: null, ...question });
const owed = (facts: Partial<UnitFacts>, on: string, question: Partial<Question> = {}) => { const e = ask(facts, on, question); return remedies.filter((r) => e.remedies[r].owed); };

describe("China's three guarantees", () => {
  it('7 days return, 15 days exchange, a year of repair; the last day counts', () => {
    expect(owed({}, '2026-02-07')).toEqual(['return', 'exchange', 'repair']);
    expect(owed({}, '2026-02-08')).toEqual(['exchange', 'repair']);
    expect(owed({}, '2026-02-15')).toEqual(['exchange', 'repair']);
    expect(owed({}, '2026-02-16')).toEqual(['repair']);
    expect(owed({}, '2027-01-31')).toEqual(['repair']);
    expect(owed({}, '2027-02-01')).toEqual([]);
  });
  it('says until when, on what clause, and why not any more', () => {
    const e = ask({}, '2027-02-01');
    expect(e).toMatchObject({ covered: false, until: '2027-01-31', reasons: [{ code: 'expired' }] });
    expect(e.reasons[0]?.text.zh).toContain('2027年1月31日');
    expect(ask({}, '2026-03-01').clause).toMatchObject({ source: 'policy', key: 'cn-three-guarantees', version: 1, rule: 3 });
  });
  it('main parts three years, replacement after two repairs', () => {
    expect(owed({}, '2028-06-01', { part: { category: 'motor', consumable: false } })).toEqual(['repair']);
    const twice = [{ faultKey: 'e1', partCategory: '', happenedOn: '2026-03-01' }, { faultKey: 'e1', partCategory: '', happenedOn: '2026-05-01' }];
    expect(owed({ faults: twice }, '2026-06-01')).toEqual(['repair', 'replace']);
    expect(owed({ faults: twice.slice(1) }, '2026-06-01')).toEqual(['repair']);
  });
  it('days in the workshop do not count', () => {
    expect(ask({ repairDays: 20 }, '2026-03-01').until).toBe('2027-02-20');
  });
  it('without a purchase date counts from the 90th day after production', () => {
    const e = ask({ purchasedOn: null, proven: false }, '2026-03-01');
    expect(e.start).toMatchObject({ basis: 'production', day: '2025-12-01' });
    expect(e.until).toBe('2027-03-01');
    expect(e.reasons.map((r) => r.code)).toContain('counted-from-production');
  });
});

describe('elsewhere', () => {
  it('the EU owes two years of repair or replacement', () => {
    expect(owed({ country: 'DE' }, '2027-12-01')).toEqual(['repair', 'replace']);
    expect(owed({ country: 'DE' }, '2028-02-01')).toEqual([]);
    expect(owed({ country: 'DE', registeredBy: 'order' }, '2026-02-10')).toEqual(['return', 'repair', 'replace']);
  });
  it('the maker gives robots two years, and more where somebody may come to harm', () => {
    expect(owed({ category: 'robot-vacuum' }, '2027-12-01')).toEqual(['repair']);
    expect(owed({}, '2029-12-01', { fault: { key: 'swollen', safety: true } })).toEqual(['replace']);
  });
});

describe('exclusions and plans', () => {
  const dropped = { id: 7, kind: 'human-damage', faultKey: '', partCategory: '', description: 'fell down' };
  it('human damage takes everything away, and says so', () => {
    const e = ask({ exclusions: [dropped] }, '2026-03-01');
    expect(e).toMatchObject({ covered: false, until: '2027-01-31', exclusions: [{ id: 7, covered: false, excludes: [...remedies] }], reasons: [{ code: 'excluded-human-damage' }] });
  });
  it('only for the fault or part it was recorded for', () => {
    const part = { ...dropped, partCategory: 'screen' };
    expect(owed({ exclusions: [part] }, '2026-03-01', { part: { category: 'motor', consumable: false } })).toEqual(['repair']);
    expect(owed({ exclusions: [part] }, '2026-03-01', { part: { category: 'screen', consumable: false } })).toEqual([]);
  });
  it('consumables are nobody’s promise; a repair by others ends it at home, not in the EU', () => {
    expect(owed({}, '2026-03-01', { part: { category: 'filter', consumable: true } })).toEqual([]);
    const opened = { ...dropped, kind: 'unauthorised-repair' };
    expect(owed({ exclusions: [opened] }, '2026-03-01')).toEqual([]);
    expect(owed({ exclusions: [opened], country: 'FR' }, '2026-03-01')).toEqual(['repair', 'replace']);
  });
  const plan = { key: 'plus', name: { zh: '延保', en: 'Plus' }, months: 12, begins: 'after-warranty' as const, covers: ['repair' as const], coversExclusions: [] as string[], clause: { zh: '一年', en: 'A year' }, soldOn: '2026-02-01' };
  it('a plan goes on where the warranty ends', () => {
    expect(ask({ plans: [plan] }, '2027-06-01')).toMatchObject({ covered: true, until: '2028-01-31', clause: { source: 'plan', key: 'plus' } });
  });
  it('a plan for accidents covers what the warranty excludes', () => {
    const e = ask({ plans: [{ ...plan, begins: 'at-sale', coversExclusions: ['human-damage'] }], exclusions: [dropped] }, '2026-03-01');
    expect(e.remedies.repair).toMatchObject({ owed: true, clause: { key: 'plus' }, until: '2027-02-01' });
    expect(e.remedies.exchange.owed).toBe(false);
  });
  it('a replaced unit has nothing more to ask for', () => {
    expect(ask({ status: 'replaced' }, '2026-02-01')).toMatchObject({ covered: false, reasons: [{ code: 'unit-replaced' }] });
  });
});

describe('always', () => {
  const day = fc.date({ noInvalidDate: true, min: new Date('1990-01-01'), max: new Date('2090-12-31') }).map((d) => d.toISOString().slice(0, 10));
  const maybe = fc.option(day, { nil: null });
  const facts = fc.record({
    country: fc.constantFrom('CN', 'DE', 'GB', 'US', 'ZZ'), category: fc.constantFrom('kettle', 'robot-vacuum', ''), status: fc.constantFrom('in-use', 'replaced', 'returned', 'scrapped', 'in-stock'), producedOn: maybe, purchasedOn: maybe, activatedOn: maybe, proven: fc.boolean(), repairDays: fc.nat(400),
    exclusions: fc.array(fc.record({ id: fc.nat(), kind: fc.constantFrom('human-damage', 'disaster', 'unauthorised-repair', 'other'), faultKey: fc.constantFrom('', 'e1'), partCategory: fc.constantFrom('', 'motor'), description: fc.string() }), { maxLength: 2 }),
    faults: fc.array(fc.record({ faultKey: fc.constantFrom('e1', 'e2'), partCategory: fc.constant(''), happenedOn: day }), { maxLength: 3 }),
  });
  const question = fc.record({ on: day, part: fc.option(fc.record({ category: fc.constantFrom('motor', 'filter', 'battery'), consumable: fc.boolean() }), { nil: null }), fault: fc.option(fc.record({ key: fc.constantFrom('e1', 'e2'), safety: fc.boolean() }), { nil: null }) });
  it('answers every question about every unit with a clause or a reason', () => {
    fc.assert(fc.property(facts, question, (f, q) => {
      const e = decide(unit(f), policies, q);
      for (const remedy of remedies) {
        const a = e.remedies[remedy];
        if (a.owed) expect(a.clause !== null && a.until !== null && a.until >= q.on).toBe(true);
        else expect(a.reason.code).not.toBe('owed');
        expect(a.reason.text.zh.length > 3 && a.reason.text.en.length > 3 && !a.reason.text.en.startsWith('entitlement.')).toBe(true);
      }
      expect(e.covered).toBe(e.remedies.repair.owed || e.remedies.replace.owed || e.remedies.exchange.owed);
    }), { numRuns: 300 });
  });
  it('what has expired stays expired', () => {
    fc.assert(fc.property(facts.filter((f) => f.faults.length === 0), day, day, (f, a, b) => {
      const [first, later] = a < b ? [a, b] : [b, a];
      const [before, after] = [first, later].map((on) => decide(unit(f), policies, { on, part: null, fault: null })) as [ReturnType<typeof decide>, ReturnType<typeof decide>];
      for (const remedy of remedies) if (before.remedies[remedy].reason.code === 'expired') expect(after.remedies[remedy].owed).toBe(false);
    }), { numRuns: 100 });
  });
});

describe('days', () => {
  it('reads periods and ends months where they end', () => {
    expect(readPeriod('P1Y90D')).toEqual({ months: 12, days: 90 });
    expect(readPeriod('P2W')).toEqual({ months: 0, days: 14 });
    for (const wrong of ['', 'P', '1Y', 'PT4H', 'P1.5Y']) expect(readPeriod(wrong)).toBe(null);
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addPeriod('2024-02-29', { months: 12, days: 0 })).toBe('2025-02-28');
    expect(monthsBetween('2026-01-31', '2026-02-28')).toBe(1);
    expect(monthsBetween('2026-01-15', '2026-02-14')).toBe(0);
  });
});
