import { Button, Checkbox, Field, IconButton, Input, Select, named } from '@aftercare/ui';
import type { ClockTarget, EscalationParty, EscalationRung } from '@aftercare/contract/sla';
import type { Agent, Role } from '@aftercare/contract/org';
import { Plus, Trash2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Chips } from '../frame/Chips.tsx';
import { durationWords } from './duration.ts';

interface Props {
  readonly rungs: readonly EscalationRung[];
  readonly targets: readonly ClockTarget[];
  readonly people: readonly Pick<Agent, 'id' | 'name'>[];
  readonly roles: readonly Pick<Role, 'key' | 'name'>[];
  readonly onChange: (rungs: EscalationRung[]) => void;
}
const most = 20;
const keyOf = (party: EscalationParty) => (party.kind === 'role' ? `role:${party.role}` : party.kind === 'agent' ? `agent:${party.agentId}` : party.kind);
const partyOf = (key: string): EscalationParty => {
  const [kind, rest = ''] = key.split(/:(.*)/s);
  return kind === 'role' ? { kind, role: rest } : kind === 'agent' ? { kind, agentId: Number(rest) } : kind === 'team' ? { kind } : { kind: 'owner' };
};

/** Whom else a promise concerns when its time runs out: rung by rung, until somebody takes it on. */
export function ChainEditor({ rungs, targets, people, roles, onChange }: Props) {
  const { t } = useTranslation(['settings', 'app']);
  const next: EscalationRung = { percent: Math.min(1000, Math.max(80, ...rungs.map((one) => one.percent + 20))), targets: [], who: [rungs.length === 0 ? { kind: 'owner' } : { kind: 'role', role: 'supervisor' }], how: { app: true, mail: rungs.length > 0, push: true }, again: null };
  return (
    <>
      {rungs.length === 0 ? <p className="ac-faint">{t('sla.chain.none')}</p> : (
        <ol className="st-chain">{rungs.map((rung, at) => <Rung key={at} rung={rung} number={at + 1} targets={targets} people={people} roles={roles} onChange={(changed) => onChange(rungs.map((one, i) => (i === at ? changed : one)))} onDrop={() => onChange(rungs.filter((_, i) => i !== at))} />)}</ol>
      )}
      {rungs.length < most ? <p><Button icon={<Plus size={16} aria-hidden="true" />} onClick={() => onChange([...rungs, next])}>{t('sla.chain.add')}</Button></p> : null}
    </>
  );
}

function Rung({ rung, number, targets, people, roles, onChange, onDrop }: Omit<Props, 'rungs' | 'onChange'> & { readonly rung: EscalationRung; readonly number: number; readonly onChange: (rung: EscalationRung) => void; readonly onDrop: () => void }) {
  const { t, i18n } = useTranslation(['settings', 'app']);
  const roleName = (key: string) => { const role = roles.find((one) => one.key === key); return role ? named(role.name, i18n.language) : key; };
  const put = (change: Partial<EscalationRung>) => onChange({ ...rung, ...change });
  const nameOf = (party: EscalationParty) => (party.kind === 'role' ? t('sla.chain.role', { role: roleName(party.role) }) : party.kind === 'agent' ? (people.find((one) => one.id === party.agentId)?.name ?? `#${party.agentId}`) : t(`sla.chain.${party.kind}`));
  const all = ['owner', 'team', ...roles.map((one) => `role:${one.key}`), ...people.map((one) => `agent:${one.id}`)];
  const taken = new Set(rung.who.map(keyOf));
  const free = all.filter((key) => !taken.has(key));
  const ways = (['app', 'mail', 'push'] as const);
  return (
    <li className="st-rung ac-panel">
      <div className="st-rung__head">
        <strong className="ac-grow">{t('sla.chain.rung', { number })}</strong>
        <IconButton size="small" label={t('sla.chain.drop', { number })} icon={<Trash2 size={14} />} onClick={onDrop} />
      </div>
      <div className="st-two">
        <Field label={t('sla.chain.when')} hint={t(rung.percent < 100 ? 'sla.chain.before' : rung.percent === 100 ? 'sla.chain.at' : 'sla.chain.after', { percent: Math.abs(rung.percent - 100) })}>
          {(control) => <span className="st-rung__percent"><Input {...control} type="number" inputMode="numeric" min={5} max={1000} step={5} value={rung.percent || ''} onChange={(event) => put({ percent: Math.min(1000, Math.max(0, Math.round(Number(event.target.value)))) })} /><span>%</span></span>}
        </Field>
        <Field label={t('sla.chain.again')}>{(control) => <Select {...control} value={String(rung.again ?? 0)} choices={[0, 10, 15, 30, 60, 120, 240].map((minutes) => ({ value: String(minutes), label: minutes === 0 ? t('sla.chain.once') : t('sla.chain.every', { time: durationWords(minutes, i18n.language, false, t) }) }))} onChange={(minutes) => put({ again: Number(minutes) || null })} />}</Field>
      </div>
      {targets.length > 1 ? <Chips label={t('sla.chain.clocks')} all={t('sla.chain.every-clock')} choices={targets.map((one) => ({ value: one, label: t(`app:target.${one}`) }))} chosen={rung.targets} onChange={(chosen) => put({ targets: chosen })} /> : null}
      <div className="ac-field" role="group" aria-label={t('sla.chain.who')}>
        <span className="ac-field__label" aria-hidden="true">{t('sla.chain.who')}</span>
        <div className="st-rung__who">
          {rung.who.map((party) => (
            <span key={keyOf(party)} className="st-rung__party"><span translate={party.kind === 'agent' ? 'no' : undefined}>{nameOf(party)}</span><IconButton size="small" label={t('sla.chain.without', { name: nameOf(party) })} icon={<X size={14} />} disabled={rung.who.length === 1} onClick={() => put({ who: rung.who.filter((one) => keyOf(one) !== keyOf(party)) })} /></span>
          ))}
          {rung.who.length < 10 && free.length > 0 ? <Select aria-label={t('sla.chain.more')} value="" choices={[{ value: '', label: t('sla.chain.more') }, ...free.map((key) => ({ value: key, label: nameOf(partyOf(key)) }))]} onChange={(key) => { if (key !== '') put({ who: [...rung.who, partyOf(key)] }); }} /> : null}
        </div>
      </div>
      <div className="st-rung__how" role="group" aria-label={t('sla.chain.how')}>
        <span className="ac-field__label" aria-hidden="true">{t('sla.chain.how')}</span>
        {ways.map((way) => <Checkbox key={way} label={t(`sla.chain.way.${way}`)} checked={rung.how[way]} disabled={rung.how[way] && ways.filter((one) => rung.how[one]).length === 1} onChange={(on) => put({ how: { ...rung.how, [way]: on } })} />)}
      </div>
    </li>
  );
}
