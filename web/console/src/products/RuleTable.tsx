import type { RuleFault } from '@aftercare/contract/warranty';
import { Button, IconButton, Select, classes } from '@aftercare/ui';
import { ArrowDown, ArrowUp, Check, Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PolicyPage } from './data.ts';
import type { Trial } from './PolicyTrial.tsx';

type Rule = PolicyPage['table']['rules'][number];
const remedies = ['repair', 'exchange', 'replace', 'return'] as const;
/** Text that stands in quotes is shown and typed without them. */
const plainOf = (source: string) => /^"((?:[^"\\]|\\.)*)"$/.exec(source.trim())?.[1]?.replace(/\\(.)/g, '$1') ?? null;
const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
/** Labels of shipped tables say both languages. */
const labelIn = (label: string, language: string) => { const [zh, en] = label.split(' · '); return en === undefined || label.includes('(') ? label : (language.startsWith('zh') ? zh : en) ?? label; };
interface Props { readonly page: PolicyPage; readonly rules: readonly Rule[]; /** Null: only to read. */ readonly onRules: ((rules: Rule[]) => void) | null; readonly trial: Trial | null; readonly faults: readonly RuleFault[] }

/** Rules as a table: conditions, then what follows. Where one was tried, each rule says whether it fits, and the first cell that does not. */
export function RuleTable({ page, rules, onRules, trial, faults }: Props) {
  const { t, i18n } = useTranslation('products');
  const { inputs, outputs } = page.table;
  const set = (at: number, side: 'inputs' | 'outputs', column: number, value: string) => onRules?.(rules.map((r, i) => (i === at ? { ...r, [side]: r[side].map((cell, c) => (c === column ? value : cell)) } : r)));
  const move = (at: number, by: number) => { const next = [...rules]; const [one] = next.splice(at, 1); if (one) next.splice(at + by, 0, one); onRules?.(next); };
  const add = () => onRules?.([...rules, { id: `rule-${crypto.randomUUID().slice(0, 8)}`, inputs: inputs.map(() => '-'), outputs: outputs.map((o) => (o.name === 'remedy' ? '"repair"' : o.name === 'period' ? '"P1Y"' : '""')), annotation: '' }]);
  const cell = (at: number, side: 'inputs' | 'outputs', column: number, value: string, label: string) => {
    const place = side === 'inputs' ? column + 1 : inputs.length + column + 1;
    const fault = faults.find((f) => f.rule === at + 1 && f.column === place);
    const missed = trial !== null && side === 'inputs' && trial.missedAt[at] === column + 1;
    const plain = side === 'outputs' ? plainOf(value) : null;
    if (onRules && side === 'outputs' && outputs[column]?.name === 'remedy' && remedies.some((r) => r === plain)) return <Select className="pd-cell" aria-label={t('terms.cell', { column: label, rule: at + 1 })} value={plain ?? ''} choices={remedies.map((r) => ({ value: r as string, label: t(`remedy.${r}`) }))} onChange={(chosen) => set(at, 'outputs', column, quoted(chosen))} />;
    return onRules
      ? <textarea rows={1} className={classes('pd-cell', missed && 'pd-cell--missed', fault && 'pd-cell--fault')} aria-label={t('terms.cell', { column: label, rule: at + 1 })} aria-invalid={fault ? true : undefined} title={fault?.message} spellCheck={false} value={plain ?? value} onChange={(event) => { const text = event.target.value.replaceAll('\n', ' '); set(at, side, column, plain === null ? text : quoted(text)); }} />
      : <span className={classes('pd-cell', missed && 'pd-cell--missed')}>{plain ?? value}</span>;
  };
  return (
    <div className="pd-scroll" tabIndex={0} role="region" aria-label={t('terms.table')}>
      <table className="pd-rules">
        <thead><tr><th>#</th>{inputs.map((i) => <th key={i.expression}>{labelIn(i.label, i18n.language) || i.expression}<br /><span className="pd-code ac-faint">{i.expression}</span></th>)}{outputs.map((o) => <th key={o.name} className="pd-rules__out">{labelIn(o.label, i18n.language) || o.name}<br /><span className="pd-code ac-faint">{o.name}</span></th>)}{onRules ? <th><span className="ac-unseen">{t('terms.acts')}</span></th> : null}</tr></thead>
        <tbody>
          {rules.map((rule, at) => {
            const hit = trial !== null && trial.missedAt[at] === null;
            return (
              <tr key={rule.id} className={classes(hit && 'pd-rules__hit')}>
                <td className="pd-rules__n">{at + 1}{hit ? <Check size={14} aria-label={t('terms.fits')} /> : null}</td>
                {rule.inputs.map((value, c) => <td key={inputs[c]?.expression ?? c}>{cell(at, 'inputs', c, value, inputs[c]?.label ?? '')}</td>)}
                {rule.outputs.map((value, c) => <td key={outputs[c]?.name ?? c} className={classes('pd-rules__out', (outputs[c]?.name === 'zh' || outputs[c]?.name === 'en') && 'pd-rules__words')}>{cell(at, 'outputs', c, value, outputs[c]?.label ?? '')}</td>)}
                {onRules ? <td className="pd-rules__acts"><IconButton size="small" label={t('terms.up')} icon={<ArrowUp size={14} />} disabled={at === 0} onClick={() => move(at, -1)} /><IconButton size="small" label={t('terms.down')} icon={<ArrowDown size={14} />} disabled={at === rules.length - 1} onClick={() => move(at, 1)} /><IconButton size="small" label={t('terms.remove')} icon={<Trash2 size={14} />} onClick={() => onRules(rules.filter((_, i) => i !== at))} /></td> : null}
              </tr>
            );
          })}
        </tbody>
      </table>
      {onRules ? <Button kind="quiet" size="small" icon={<Plus size={14} />} onClick={add}>{t('terms.add')}</Button> : null}
    </div>
  );
}
