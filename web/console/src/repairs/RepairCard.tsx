import { api } from '@aftercare/contract';
import { Button, ClockChip, FileList, Menu, Section, named } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { MoreHorizontal, ShieldCheck, ShieldX, Wrench } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { isTalk } from '../data/renewal.ts';
import { useRenewal } from '../data/useRenewal.ts';
import { DiagnoseDialog } from './DiagnoseDialog.tsx';
import { LineList } from './LineList.tsx';
import { Parcels } from './Parcels.tsx';
import { PlanDialog } from './PlanDialog.tsx';
import { CancelDialog, ConfirmDialog, HandBackDialog, ReplaceDialog, TestDialog, WorkDialog } from './SmallDialogs.tsx';
import { type Repair, useAct, useRepairQueries } from './data.ts';
import { StateChip } from './marks.tsx';
import { loadRepairWords } from './words.ts';
import './repairs.css';

await loadRepairWords();
type Act = Repair['can'][number] | 'plan';
const dialogs = { confirm: ConfirmDialog, diagnose: DiagnoseDialog, work: WorkDialog, test: TestDialog, 'hand-back': HandBackDialog, replace: ReplaceDialog, cancel: CancelDialog, plan: PlanDialog } as const;
const asks = (act: Act): act is keyof typeof dialogs => act in dialogs;
/** The next thing to do stands first; the others wait behind a menu. */
const order: readonly Act[] = ['confirm', 'receive', 'replace', 'diagnose', 'quote', 'reserve', 'work', 'test', 'hand-back', 'decide', 'solve', 'cancel'];

/** A repair beside its ticket: where it stands, by when, who pays, and the next act. Nothing is shown on tickets without one. */
export function RepairCard({ ticketId, type }: { readonly ticketId: number; readonly type: string }) {
  const { t } = useTranslation('repairs');
  const may = useMay();
  const from = useRepairQueries();
  const repairs = useQuery({ ...from.ofTicket(ticketId), enabled: may('repairs.read') });
  const parcels = useQuery({ ...from.parcels(ticketId), enabled: may('repairs.read') && (repairs.data?.items.length ?? 0) > 0 });
  useRenewal(`ticket:${ticketId}`, [['repairs', 'ticket', ticketId], ['parcels', ticketId]], 500, isTalk);
  const open = useAct(api.repairs.open, ticketId);
  const [repair] = repairs.data?.items ?? [];
  if (!may('repairs.read') || repairs.isPending) return null;
  if (repairs.isError) return <Section title={t('title')}><p className="ac-faint">{t('fault')}</p></Section>;
  if (!repair) return type === 'repair' && may('repairs.work') ? <Section title={t('title')}><p className="ac-faint">{t('none')}</p><Button size="small" icon={<Wrench size={14} />} busy={open.isPending} onClick={() => open.mutate({ params: { id: ticketId }, body: {} })}>{t('open')}</Button></Section> : null;
  return <RepairView repair={repair} canWork={may('repairs.work')} parcels={<Parcels items={(parcels.data?.items ?? []).filter((p) => p.purpose === 'repair')} />} />;
}

/** One repair with what can be done with it, wherever it is shown. */
export function RepairView({ repair, canWork, parcels }: { readonly repair: Repair; readonly canWork: boolean; readonly parcels: React.ReactNode }) {
  const { t, i18n } = useTranslation('repairs');
  const [doing, setDoing] = useState<keyof typeof dialogs | null>(null);
  const receive = useAct(api.repairs.receive, repair.ticketId);
  const quote = useAct(api.repairs.quote, repair.ticketId);
  const reserve = useAct(api.repairs.reserve, repair.ticketId);
  const decide = useAct(api.repairs.decide, repair.ticketId);
  const solve = useAct(api.repairs.solveRemotely, repair.ticketId);
  const params = { id: repair.id };
  const at = (act: Act) => {
    if (asks(act)) return setDoing(act);
    if (act === 'receive') receive.mutate({ params, body: {} });
    if (act === 'quote') quote.mutate({ params });
    if (act === 'reserve') reserve.mutate({ params, body: {} });
    if (act === 'decide') decide.mutate({ params, body: {} });
    if (act === 'solve') solve.mutate({ params, body: {} });
  };
  const can = canWork ? order.filter((act) => (repair.can as readonly Act[]).includes(act)) : [];
  const [next, ...others] = can;
  const more: Act[] = [...others, ...(canWork && ['diagnosed', 'quoted', 'approved', 'waiting-parts'].includes(repair.state) ? ['plan' as const] : [])];
  const busy = receive.isPending || quote.isPending || reserve.isPending || decide.isPending || solve.isPending;
  const Dialog = doing ? dialogs[doing] : null;
  return (
    <Section title={t('title')} action={<StateChip state={repair.state} />}>
      <div className="rp-card">
        <div className="ac-spread">
          <span className="rp-how">{t(`how.${repair.how}`)}{repair.site ? ` · ${named(repair.site.name, i18n.language)}` : ''}</span>
          {repair.finishedAt ? null : <ClockChip clock={{ state: 'running', dueAt: repair.dueAt, startedAt: repair.openedAt }} />}
        </div>
        {repair.unit ? <p className="ac-soft">{repair.unit.model} <span className="rp-mono">{repair.unit.serial}</span>{repair.failures > 1 ? <span className="rp-again"> {t('failures', { count: repair.failures })}</span> : null}</p> : <p className="ac-faint">{t('noUnit')}</p>}
        {repair.technician ? <p className="ac-faint">{t('by', { who: repair.technician.name })}</p> : null}
        {repair.diagnosis ? (
          <div className="rp-finding">
            <strong>{repair.diagnosis.fault}</strong>
            {repair.diagnosis.cause ? <span className="ac-soft">{repair.diagnosis.cause}</span> : null}
            {repair.diagnosis.damage === 'none' ? null : <span className="rp-fault">{t(`damage.${repair.diagnosis.damage}`)}</span>}
            <FileList files={repair.diagnosis.photos} />
          </div>
        ) : null}
        {repair.owed ? (
          <p className="rp-owed" data-covered={repair.owed.covered}>
            {repair.owed.covered ? <ShieldCheck size={16} aria-hidden="true" /> : <ShieldX size={16} aria-hidden="true" />}
            <span>{repair.remedy ? named(repair.remedy.reason, i18n.language) || t(`remedy.${repair.remedy.kind}`) : t(repair.owed.covered ? 'covered' : 'notCovered')}{repair.owed.clause ? <span className="ac-faint rp-clause">{repair.owed.clause}</span> : null}</span>
          </p>
        ) : null}
        <LineList repair={repair} />
        {repair.replacement ? <p>{t('replacedBy')} <span className="rp-mono">{repair.replacement.serial}</span></p> : null}
        {parcels}
        {next ? (
          <div className="ac-row rp-acts">
            <Button kind="primary" size="small" busy={busy} onClick={() => at(next)}>{t(`act.${next}`)}</Button>
            {more.length > 0 ? <Menu label={t('more')} side="below-end" items={more.map((act) => ({ key: act, label: t(`act.${act}`), perform: () => at(act) }))} trigger={(props) => <Button {...props} kind="quiet" size="small" aria-label={t('more')} icon={<MoreHorizontal size={16} />} />} /> : null}
          </div>
        ) : null}
      </div>
      {Dialog ? <Dialog repair={repair} onClose={() => setDoing(null)} /> : null}
    </Section>
  );
}
