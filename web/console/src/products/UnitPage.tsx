import { Button, DetailPage, EmptyState, ErrorState, Facts, FileList, Input, Loading, Moment, Section, Skeleton, StatusMark, named, calendarDay } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Ban, FileCheck2, Inbox, Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { renderSVG } from 'uqr';
import { useMay } from '../data/useQueries.ts';
import { useTitle } from '../shell/useTitle.ts';
import { countryName } from './country.ts';
import { type UnitPage as Page, useProductQueries } from './data.ts';
import { EntitlementView } from './EntitlementView.tsx';
import { ExclusionDialog } from './ExclusionDialog.tsx';
import { money } from './money.ts';
import { ProofDialog } from './ProofDialog.tsx';
import { ProofState } from './ProofState.tsx';
import { useUnitActions } from './useUnitActions.ts';
import { loadProductWords } from './words.ts';
import '../customer/customer.css';
import './products.css';

await loadProductWords();

/** One unit: what it is owed today (or on another day), and everything that ever happened to it. */
export function UnitPage() {
  const { t, i18n } = useTranslation('products');
  const { unitId } = useParams({ from: '/shell/products/units/$unitId' });
  const id = Number(unitId);
  const [on, setOn] = useState('');
  const page = useQuery(useProductQueries().unit(id, on));
  useTitle(page.data?.unit.serial);
  if (page.isPending) return <DetailPage title="…" width="wide"><Loading className="ac-stack"><Skeleton width="30%" height="1.5rem" /><Skeleton height="9rem" /><Skeleton width="70%" height="2rem" /></Loading></DetailPage>;
  if (page.isError) return <div className="cs-alone"><ErrorState error={page.error} retry={() => void page.refetch()} /></div>;
  const { unit, entitlement } = page.data;
  return (
    <DetailPage title={`${unit.model.key} ${named(unit.model.name, i18n.language)}`} width="wide" intro={<span className="pd-serial">{unit.serial}</span>} actions={<UnitButtons page={page.data} />}>
      <div className="cs-profile">
        <div className="ac-stack pd-wide-gap">
          <EntitlementView entitlement={entitlement} />
          <label className="pd-on ac-small ac-soft">{t('owed.onDay')} <Input type="date" value={on || entitlement.on} onChange={(event) => setOn(event.target.value)} />{on ? <Button kind="link" size="small" onClick={() => setOn('')}>{t('owed.today')}</Button> : null}</label>
          <History page={page.data} />
        </div>
        <aside className="ac-panel cs-profile__side pd-about"><About page={page.data} /></aside>
      </div>
    </DetailPage>
  );
}

function UnitButtons({ page }: { readonly page: Page }) {
  const { t } = useTranslation('products');
  const may = useMay();
  const [open, setOpen] = useState<'proof' | 'exclusion' | null>(null);
  if (!may('products.write')) return null;
  return (
    <>
      <Button icon={<Ban size={16} />} onClick={() => setOpen('exclusion')}>{t('exclusion.record')}</Button>
      <Button icon={<FileCheck2 size={16} />} onClick={() => setOpen('proof')}>{t('proof.add')}</Button>
      <ProofDialog unitId={page.unit.id} open={open === 'proof'} onClose={() => setOpen(null)} />
      <ExclusionDialog unitId={page.unit.id} open={open === 'exclusion'} onClose={() => setOpen(null)} />
    </>
  );
}

function About({ page: { unit, plans, orders, qr } }: { readonly page: Page }) {
  const { t, i18n } = useTranslation('products');
  const day = (text: string | null) => (text ? calendarDay(text, i18n.language) : null);
  const print = () => {
    const sheet = window.open('', '_blank', 'width=320,height=400');
    sheet?.document.write(`<title>${unit.serial}</title><div style="font:14px sans-serif;text-align:center">${renderSVG(qr)}<p>${unit.model.key}<br>${unit.serial}</p></div>`);
    sheet?.document.close();
    sheet?.print();
  };
  return (
    <>
      <Facts items={[
        [t('field.owner'), unit.customerId && unit.customerName ? <Link key="o" to="/customers/$customerId" params={{ customerId: String(unit.customerId) }}>{unit.customerName}</Link> : null],
        [t('field.model'), <Link key="m" to="/products/models/$modelId" params={{ modelId: String(unit.modelId) }}>{unit.model.key}</Link>], [t('field.variant'), unit.variantName ? named(unit.variantName, i18n.language) : null], [t('field.batch'), unit.batchKey],
        [t('field.producedOn'), day(unit.producedOn)], [t('field.purchasedOn'), unit.purchasedOn ? `${day(unit.purchasedOn)}${unit.proven ? '' : ` ${t('unproven')}`}` : null], [t('field.activatedOn'), day(unit.activatedOn)], [t('field.seller'), unit.seller], [t('field.price'), unit.priceMinor === null ? null : money(unit.priceMinor, unit.currency, i18n.language)],
        [t('field.country'), countryName(unit.country, i18n.language)], [t('field.status'), t(`status.${unit.status}`)], [t('field.registeredBy'), t(`by.${unit.registeredBy}`)], [t('field.repairDays'), unit.repairDays > 0 ? t('days', { count: unit.repairDays }) : null], [t('field.note'), unit.note],
      ]} />
      {plans.length > 0 ? <Section title={t('plans')}>{plans.map((p) => <p key={p.id}>{named(p.plan.name, i18n.language)} <span className="ac-faint">{day(p.soldOn)}</span></p>)}</Section> : null}
      {orders.length > 0 ? <Section title={t('orders.title')}>{orders.map((o) => <p key={o.id}>{o.number} <span className="ac-faint">{o.shopName} · {t(`order.${o.status}`)}</span></p>)}</Section> : null}
      <Section title={t('label')} action={<Button kind="link" size="small" icon={<Printer size={14} />} onClick={print}>{t('print')}</Button>}><img className="pd-qr" alt={t('labelOf', { serial: unit.serial })} src={`data:image/svg+xml;utf8,${encodeURIComponent(renderSVG(qr))}`} /></Section>
    </>
  );
}

function History({ page: { unit, tickets, faults, proofs, exclusions } }: { readonly page: Page }) {
  const { t, i18n } = useTranslation('products');
  const may = useMay();
  const { withdraw } = useUnitActions(unit.id);
  if (tickets.length + faults.length + proofs.length + exclusions.length === 0) return <EmptyState icon={<Inbox size={22} />} title={t('history.empty')} text={t('history.emptyText')} />;
  return (
    <>
      {tickets.length > 0 ? <Section title={t('history.tickets')}><ul className="pd-lines">{tickets.map((ticket) => <li key={ticket.id}><StatusMark status={ticket.status as 'new'} /><Link className="ac-clip" to="/tickets/$ticketId" params={{ ticketId: String(ticket.id) }}>{ticket.subject}</Link><Moment at={ticket.openedAt} as="compact" className="ac-faint" /></li>)}</ul></Section> : null}
      {faults.length > 0 ? <Section title={t('history.faults')}><ul className="pd-lines">{faults.map((f) => <li key={f.id}><span className="ac-clip">{f.title ? named(f.title, i18n.language) : f.faultKey || '–'} <span className="ac-faint">{f.partNumber}{f.minutes ? ` · ${t('minutes', { count: f.minutes })}` : ''}</span></span><span className="ac-faint">{f.covered ? t('history.free') : t('history.paid')}</span><span className="ac-faint">{f.happenedOn}</span></li>)}</ul></Section> : null}
      {exclusions.length > 0 ? (
        <Section title={t('history.exclusions')}>{exclusions.map((x) => (
          <div key={x.id} className="pd-evidence">
            <p><strong>{t(`exclusion.${x.kind}`)}</strong> {x.description}</p><FileList files={x.files} />
            <p className="ac-faint ac-small">{t('history.by', { name: x.recordedBy })} <Moment at={x.recordedAt} />{x.withdrawnAt ? ` · ${t('history.withdrawn', { name: x.withdrawnBy, reason: x.withdrawnReason })}` : ''}{!x.withdrawnAt && may('products.write') ? <Button kind="link" size="small" busy={withdraw.isPending} onClick={() => { const reason = window.prompt(t('exclusion.whyBack')); if (reason?.trim()) withdraw.mutate({ id: x.id, reason: reason.trim() }); }}>{t('exclusion.back')}</Button> : null}</p>
          </div>
        ))}</Section>
      ) : null}
      {proofs.length > 0 ? <Section title={t('history.proofs')}>{proofs.map((p) => <div key={p.id} className="pd-evidence"><p className="ac-row"><ProofState state={p.state} /><span>{t(`proof.kind.${p.kind}`)} · {p.purchasedOn ? calendarDay(p.purchasedOn, i18n.language) : '–'}{p.seller ? ` · ${p.seller}` : ''}{p.number ? ` · ${p.number}` : ''}</span></p><FileList files={p.files} />{p.decidedBy ? <p className="ac-faint ac-small">{p.decidedBy === 'rule' ? t('proof.byRule') : t('history.by', { name: p.decidedBy })}{p.reason ? ` · ${p.reason}` : ''}</p> : null}</div>)}</Section> : null}
    </>
  );
}
