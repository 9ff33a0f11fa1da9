import { type CountryItem, CountryRule } from '@aftercare/contract/countries';
import type { Actor } from '../../../platform/bus/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import type { Platform } from '../../../platform/module/index.ts';
import { CountryRuleChanged } from '../events.ts';
import { anywhere, shipped } from './shipped.ts';
import * as store from './store.ts';

/** What holds in a country: what administrators said of it, else what the product comes with, else the same for every other country. */
export interface CountryRules { of(country: string | null): CountryRule; /** Somewhere nothing rings at certain hours. */ readonly quiet: boolean }

/** What an older version saved lacks what came since. */
const ruleOf = (row: store.RuleRow) => CountryRule.parse({ ...anywhere, ...(row.rule as object) });

/** Consent by country: read with every message, kept in memory until somebody changes it. */
export function createCountries({ db, bus, clock }: Pick<Platform, 'db' | 'bus' | 'clock'>) {
  let kept: Promise<CountryRules> | null = null;
  const forget = () => { kept = null; };
  bus.tail.listen((event) => { if (event.type === CountryRuleChanged.name) forget(); });

  const load = async (): Promise<CountryRules> => {
    const own = new Map((await store.listRules(db)).map((row) => [row.country, ruleOf(row)]));
    return {
      of: (country) => (country === null ? undefined : (own.get(country) ?? shipped[country])) ?? own.get('*') ?? anywhere,
      quiet: [...own.values()].some((rule) => rule.quietFrom !== null),
    };
  };
  const rules = () => {
    kept ??= load().catch((error: unknown) => { forget(); throw error; });
    return kept;
  };
  const told = async (tx: Tx, country: string, actor: Actor): Promise<void> => {
    tx.afterCommit(forget);
    await bus.publish(tx, CountryRuleChanged, { stream: 'country-rules', payload: { country }, actor });
  };
  return {
    rules,
    async list(): Promise<CountryItem[]> {
      const rows = new Map((await store.listRules(db)).map((row) => [row.country, row]));
      return [...new Set([...Object.keys(shipped), ...rows.keys()])].map((country) => {
        const row = rows.get(country);
        return { ...(row ? ruleOf(row) : (shipped[country] ?? anywhere)), country, shipped: country in shipped, changed: row ? { by: row.changedBy, at: row.changedAt.toISOString() } : null };
      });
    },
    async save(tx: Tx, country: string, rule: CountryRule, actor: Actor): Promise<CountryItem> {
      try { new Intl.DateTimeFormat('en', { timeZone: rule.timeZone }); } catch { throw new Refusal('invalid-input', { fields: [{ path: 'timeZone', key: 'field.unknown', params: { value: rule.timeZone } }] }); }
      if ((rule.quietFrom === null) !== (rule.quietTo === null)) throw new Refusal('invalid-input', { fields: [{ path: rule.quietFrom === null ? 'quietFrom' : 'quietTo', key: 'field.required' }] });
      const at = clock.now();
      await store.saveRule(tx, { country, rule, at, by: actor.name });
      await told(tx, country, actor);
      return { ...rule, country, shipped: country in shipped, changed: { by: actor.name, at: at.toISOString() } };
    },
    /** Back to what the product comes with. */
    async reset(tx: Tx, country: string, actor: Actor): Promise<void> {
      await store.dropRule(tx, country);
      await told(tx, country, actor);
    },
  };
}
export type Countries = ReturnType<typeof createCountries>;
