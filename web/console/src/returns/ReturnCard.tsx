import { api } from '@aftercare/contract';
import type { ReturnKind } from '@aftercare/contract/returns';
import { Button, ClockChip, FileList, Menu, Section, named } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { MoreHorizontal, ShieldCheck, ShieldX, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { isTalk } from '../data/renewal.ts';
import { useRenewal } from '../data/useRenewal.ts';
import { Parcels } from '../repairs/Parcels.tsx';
import { type ReturnOrder, useAct, useRepairQueries } from '../repairs/data.ts';
import { StateChip } from '../repairs/marks.tsx';
import { formatMoney } from '../repairs/money.ts';
import { loadRepairWords } from '../repairs/words.ts';
import { InspectDialog } from './InspectDialog.tsx';
import { AnswerDialog, CancelDialog, DisposeDialog, OpenDialog, RefundDialog, SwapDialog } from './SmallDialogs.tsx';
import '../repairs/repairs.css';

await loadRepairWords();
type Act = ReturnOrder['can'][number];
const order: readonly Act[] = ['approve', 'label', 'receive', 'inspect', 'swap', 'refund', 'dispose', 'refuse', 'cancel'];
const deciding = new Set<Act>(['approve', 'refuse', 'refund']);
const kinds: Readonly<Record<string, ReturnKind>> = { return: 'return', exchange: 'exchange', refund: 'refund' };

/** A return beside its ticket: whether it is owed, where it is, what was found, and the next act. */
export function ReturnCard({ ticketId, type }: { readonly ticketId: number; readonly type: string }) {
  const { t } = useTranslation('repairs');
  const may = useMay();
  const returns = useQuery({ ...useRepairQueries().returnsOf(ticketId), enabled: may('repairs.read') });
  useRenewal(`ticket:${ticketId}`, [['returns', 'ticket', ticketId]], 500, isTalk);
  const [opening, setOpening] = useState(false);
  const [newest] = returns.data?.items ?? [];
  const kind = kinds[type];
  if (!may('repairs.read') || returns.isPending) return null;
  if (returns.isError) return <Section title={t('returnTitle')}><p className="ac-faint">{t('fault')}</p></Section>;
  if (!newest) return kind && may('repairs.work') ? <Section title={t('returnTitle')}><p className="ac-faint">{t('returnNone')}</p><Button size="small" icon={<Undo2 size={14} />} onClick={() => setOpening(true)}>{t('returnOpen')}</Button>{opening ? <OpenDialog ticketId={ticketId} kind={kind} onClose={() => setOpening(false)} /> : null}</Section> : null;
  return <Shown item={newest} canWork={may('repairs.work')} canDecide={may('returns.decide')} />;
}

function Shown({ item, canWork, canDecide }: { readonly item: ReturnOrder; readonly canWork: boolean; readonly canDecide: boolean }) {
  const { t, i18n } = useTranslation('repairs');
  const [doing, setDoing] = useState<Act | null>(null);
  const label = useAct(api.returns.label, item.ticketId);
  const receive = useAct(api.returns.receive, item.ticketId);
  const close = () => setDoing(null);
  const at = (act: Act) => {
    if (act === 'label') label.mutate({ params: { id: item.id }, body: {} });
    else if (act === 'receive') receive.mutate({ params: { id: item.id }, body: {} });
    else setDoing(act);
  };
  const can = order.filter((act) => item.can.includes(act) && (deciding.has(act) ? canDecide : canWork));
  const [next, ...others] = can;
  return (
    <Section title={t(`kind.${item.kind}`)} action={<StateChip state={item.state} kind="return" />}>
      <div className="rp-card">
        <div className="ac-spread"><span className="rp-how">{t(`returnReason.${item.reason}`)}</span>{item.finishedAt ? null : <ClockChip clock={{ state: 'running', dueAt: item.dueAt, startedAt: item.openedAt }} />}</div>
        {item.unit ? <p className="ac-soft">{item.unit.model} <span className="rp-mono">{item.unit.serial}</span></p> : <p className="ac-faint">{t('noUnit')}</p>}
        {item.eligible === null ? null : <p className="rp-owed" data-covered={item.eligible}>{item.eligible ? <ShieldCheck size={16} aria-hidden="true" /> : <ShieldX size={16} aria-hidden="true" />}<span>{t(item.eligible ? 'eligible' : 'notEligible')}{item.why ? <span className="ac-faint rp-clause">{named(item.why, i18n.language)}</span> : null}</span></p>}
        {item.inspection ? (
          <div className="rp-finding">
            <span className="ac-row"><span className="rp-grade-mark">{item.inspection.grade}</span><span>{t(`grade.${item.inspection.grade}`)}</span></span>
            {item.inspection.note ? <span className="ac-soft">{item.inspection.note}</span> : null}
            <FileList files={item.inspection.photos} />
          </div>
        ) : null}
        {item.refundMinor === null ? (item.paidMinor > 0 ? <p className="ac-faint">{t('money.paid')} {formatMoney(item.paidMinor, item.currency, i18n.language)}</p> : null) : <p><strong>{t('money.amount')} {formatMoney(item.refundMinor, item.currency, i18n.language)}</strong>{item.refundReference ? <span className="ac-faint rp-clause">{item.refundReference}</span> : null}</p>}
        {item.newUnit ? <p>{t('newUnit')} <span className="rp-mono">{item.newUnit.serial}</span></p> : null}
        {item.disposition ? <p className="ac-faint">{t('disposition.title')}: {t(`disposition.${item.disposition}`)}</p> : null}
        <Parcels items={item.shipments.filter((parcel) => parcel.purpose !== 'repair')} />
        {next ? (
          <div className="ac-row rp-acts">
            <Button kind="primary" size="small" busy={label.isPending || receive.isPending} onClick={() => at(next)}>{t(`returnAct.${next}`)}</Button>
            {others.length > 0 ? <Menu label={t('more')} side="below-end" items={others.map((act) => ({ key: act, label: t(`returnAct.${act}`), perform: () => at(act) }))} trigger={(props) => <Button {...props} kind="quiet" size="small" aria-label={t('more')} icon={<MoreHorizontal size={16} />} />} /> : null}
          </div>
        ) : null}
      </div>
      {doing === 'inspect' ? <InspectDialog order={item} onClose={close} /> : null}
      {doing === 'approve' || doing === 'refuse' ? <AnswerDialog order={item} yes={doing === 'approve'} onClose={close} /> : null}
      {doing === 'refund' ? <RefundDialog order={item} onClose={close} /> : null}
      {doing === 'swap' ? <SwapDialog order={item} onClose={close} /> : null}
      {doing === 'dispose' ? <DisposeDialog order={item} onClose={close} /> : null}
      {doing === 'cancel' ? <CancelDialog order={item} onClose={close} /> : null}
    </Section>
  );
}
