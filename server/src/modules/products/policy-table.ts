import type { Names } from '@aftercare/contract/basics';
import { type Context, type Decisions, FeelError, loadDecisions } from '../../platform/feel/index.ts';

/** One rule that fits: what is promised and for how long, or what an exclusion takes away. */
export interface PolicyRow { /** From 0. */ readonly rule: number; readonly remedy: string; /** ISO 8601; empty in tables of exclusions. */ readonly period: string; readonly text: Names }

/** A published version of a policy, ready to be asked. */
export interface ReadyPolicy {
  readonly policyId: number; readonly versionId: number; readonly version: number; readonly key: string; readonly name: Names; readonly kind: 'statutory' | 'manufacturer' | 'exclusions';
  readonly pausesInRepair: boolean; readonly position: number; readonly appliesFrom: string | null;
  decide(context: Context): { readonly rows: readonly PolicyRow[]; /** Its rules cannot be worked out for these facts. */ readonly broken: boolean; readonly missedAt: readonly (number | null)[]; readonly inputs: readonly { expression: string; value: unknown }[] };
}
export interface PolicyHead { policyId: number; versionId: number; version: number; key: string; name: Names; kind: ReadyPolicy['kind']; pausesInRepair: boolean; position: number; appliesFrom: string | null }

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** Binds compiled decisions to the policy they belong to. */
export function readyPolicy(head: PolicyHead, decisions: Decisions): ReadyPolicy {
  return {
    ...head,
    decide(context) {
      try {
        const { tables } = decisions.decide(context);
        const answer = tables.at(-1)?.answer;
        if (!answer) return { rows: [], broken: true, missedAt: [], inputs: [] };
        const names = decisions.sources.at(-1)?.logic.kind === 'table' ? answerNames(decisions) : [];
        const field = (values: readonly unknown[], name: string) => text(values[names.indexOf(name)]);
        const rows = answer.decisive.map((hit) => {
          const zh = field(hit.values, 'zh');
          const en = field(hit.values, 'en');
          return { rule: hit.rule, remedy: field(hit.values, head.kind === 'exclusions' ? 'excludes' : 'remedy'), period: field(hit.values, 'period'), text: { zh: zh || en || '—', en: en || zh || '—' } };
        });
        return { rows, broken: false, missedAt: answer.missedAt, inputs: answer.inputs };
      } catch (error) {
        // Rules that contradict each other for this unit must not take the whole answer away.
        if (error instanceof FeelError) return { rows: [], broken: true, missedAt: [], inputs: [] };
        throw error;
      }
    },
  };
}
function answerNames(decisions: Decisions): readonly string[] {
  const logic = decisions.sources.at(-1)?.logic;
  return logic?.kind === 'table' ? logic.table.outputs.map((o) => o.name) : [];
}

/** Columns a policy must have to be understood. */
export const columnsOf = (kind: ReadyPolicy['kind']): readonly string[] => (kind === 'exclusions' ? ['excludes', 'zh', 'en'] : ['remedy', 'period', 'zh', 'en']);
/** Names every policy may ask for, with their type. */
export const knownNames = {
  region: 'string', country: 'string', brand: 'string', model: 'string', category: 'string', variant: 'string', online: 'boolean', basis: 'string', proven: 'boolean', start: 'date', on: 'date', months: 'number',
  producedOn: 'date', purchasedOn: 'date', activatedOn: 'date', price: 'number', part: 'string', consumable: 'boolean', fault: 'string', safety: 'boolean', repairs: 'number', sameFault: 'number', exclusion: 'string',
} as const;

export const compilePolicy = async (head: PolicyHead, dmn: string): Promise<ReadyPolicy> => readyPolicy(head, await loadDecisions(dmn));
