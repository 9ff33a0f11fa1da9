import { Button, Chip, DetailPage, Dialog, ErrorState, Facts, Field, Input, Loading, Notice, Section, Skeleton, Tabs, faultSentence, listed, useApi, calendarDay } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { Contract } from '@aftercare/contract/vendors';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { KeyRound, Pencil, Plus, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { useRenewal } from '../data/useRenewal.ts';
import { useTitle } from '../shell/useTitle.ts';
import { ContractForm } from './ContractForm.tsx';
import { JobsTable } from './JobsTable.tsx';
import { Score } from './Score.tsx';
import { Settlements } from './Settlements.tsx';
import { VendorForm } from './VendorForm.tsx';
import { money, useVendors } from './data.ts';
import { loadVendorWords } from './words.ts';
import './vendors.css';

await loadVendorWords();

/** One vendor: how they do, what was agreed, what they work on, what they get. */
export function VendorPage() {
  const { t, i18n } = useTranslation('vendors');
  const { vendorId } = useParams({ from: '/shell/vendors/$vendorId' });
  const id = Number(vendorId);
  const may = useMay();
  const vendor = useQuery(useVendors().one(id));
  const [tab, setTab] = useState('jobs');
  const [changing, setChanging] = useState(false);
  const [contract, setContract] = useState<Contract | 'new' | null>(null);
  const [inviting, setInviting] = useState(false);
  useTitle(vendor.data?.name);
  useRenewal(`vendor:${id}`, [['vendors']], 1500);
  if (vendor.isError) return <div className="cs-alone"><ErrorState error={vendor.error} retry={() => void vendor.refetch()} /></div>;
  if (!vendor.data) return <DetailPage title="…" width="wide"><Loading className="ac-stack">{[40, 90, 80].map((w) => <Skeleton key={w} width={`${w}%`} height="2rem" />)}</Loading></DetailPage>;
  const v = vendor.data;
  const manage = may('vendors.manage');
  const hours = (minutes: number) => t('contract.hours', { count: Math.round(minutes / 6) / 10 });
  return (
    <DetailPage title={v.name} width="wide" intro={[v.key, v.contactName, v.phone, v.email].filter(Boolean).join(' · ')} actions={manage ? <Button icon={<Pencil size={16} />} onClick={() => setChanging(true)}>{t('change')}</Button> : null}>
      {v.state === 'active' ? null : <Notice tone="due">{t(`state.${v.state}Text`)}</Notice>}
      <Score score={v.score} />
      <Tabs
        label={v.name} open={tab} onOpen={setTab}
        tabs={[
          { key: 'jobs', label: t('tab.jobs'), content: () => <JobsTable filter={{ vendorId: id }} /> },
          { key: 'contracts', label: t('tab.contracts', { count: v.contracts.length }), content: () => (
            <div className="ac-stack vn-pad">
              {v.contracts.length === 0 ? <Notice tone="due">{t('empty.contracts')}</Notice> : null}
              {v.contracts.map((c) => (
                <article key={c.id} className="vn-contract">
                  <div className="ac-spread"><span className="ac-row"><b>{c.name}</b>{c.active ? null : <Chip>{t('contract.off')}</Chip>}</span>{manage ? <Button kind="quiet" size="small" icon={<Pencil size={14} />} onClick={() => setContract(c)}>{t('change')}</Button> : null}</div>
                  <Facts items={[[t('contract.when'), `${calendarDay(c.startsOn, i18n.language)} – ${c.endsOn ? calendarDay(c.endsOn, i18n.language) : t('contract.openEnd')}`], [t('contract.regions'), listed(c.regions, i18n.language) || t('contract.everywhere')], [t('contract.products'), listed(c.products, i18n.language) || t('contract.everything')], [t('contract.rates'), Object.entries(c.rates).map(([kind, rate]) => `${t(`kind.${kind}`)} ${money(rate.amountMinor, c.currency, i18n.language)}`).join(' · ')], [t('contract.sla'), t('contract.slaText', { accept: hours(c.acceptMinutes), done: hours(c.doneMinutes) })]]} />
                </article>
              ))}
              {manage ? <div><Button icon={<Plus size={16} />} onClick={() => setContract('new')}>{t('contract.add')}</Button></div> : null}
            </div>
          ) },
          { key: 'money', label: t('tab.settlements'), content: () => <Settlements vendorId={id} /> },
          { key: 'access', label: t('tab.access'), content: () => (
            <div className="ac-stack vn-pad">
              <Section title={t('access.people')} action={manage ? <Button size="small" icon={<UserPlus size={14} />} onClick={() => setInviting(true)}>{t('access.invite')}</Button> : null}>{v.users.length === 0 ? <p className="ac-soft">{t('access.nobody')}</p> : <ul className="vn-offers">{v.users.map((u) => <li key={u.agentId}><span>{u.name}</span><span className="ac-soft">{u.email} · {t(`access.${u.status}`)}</span></li>)}</ul>}</Section>
              <ApiKey id={id} apiKey={v.apiKey} webhookUrl={v.webhookUrl} manage={manage} />
            </div>
          ) },
        ]}
      />
      <VendorForm open={changing} vendor={v} onClose={() => setChanging(false)} />
      <ContractForm open={contract !== null} vendorId={id} contract={contract === 'new' ? null : contract} onClose={() => setContract(null)} />
      <Invite open={inviting} vendorId={id} onClose={() => setInviting(false)} />
    </DetailPage>
  );
}

function ApiKey({ id, apiKey, webhookUrl, manage }: { readonly id: number; readonly apiKey: string | null; readonly webhookUrl: string; readonly manage: boolean }) {
  const { t } = useTranslation('vendors');
  const { call } = useApi();
  const client = useQueryClient();
  const make = useMutation({ mutationFn: () => call(api.vendors.makeKey, { params: { id } }), onSuccess: () => client.invalidateQueries({ queryKey: ['vendors', id] }) });
  return (
    <Section title={t('access.api')} action={manage ? <Button size="small" icon={<KeyRound size={14} />} busy={make.isPending} onClick={() => make.mutate()}>{apiKey ? t('access.newKey') : t('access.makeKey')}</Button> : null}>
      <p className="ac-soft">{t('access.apiText')}</p>
      {make.error ? <Notice tone="late" role="alert">{faultSentence(make.error)}</Notice> : null}
      {make.data ? <Notice tone="done" role="status"><p>{t('access.once')}</p><Facts items={[[t('access.key'), <code key="k">{make.data.apiKey}</code>], [t('access.secret'), <code key="s" className="vn-secret">{make.data.secret}</code>]]} /></Notice> : <Facts items={[[t('access.key'), apiKey ? <code key="k">{apiKey}</code> : t('access.none')], [t('field.webhookUrl'), webhookUrl || t('access.noHook')]]} />}
    </Section>
  );
}

function Invite({ open, vendorId, onClose }: { readonly open: boolean; readonly vendorId: number; readonly onClose: () => void }) {
  const { t } = useTranslation('vendors');
  const { call } = useApi();
  const client = useQueryClient();
  const [form, setForm] = useState({ name: '', email: '' });
  const add = useMutation({ mutationFn: () => call(api.vendors.addUser, { params: { id: vendorId }, body: form }), onSuccess: () => client.invalidateQueries({ queryKey: ['vendors', vendorId] }) });
  return (
    <Dialog open={open} onClose={() => { add.reset(); onClose(); }} title={t('access.invite')} onSubmit={() => add.mutate()} foot={add.data ? <Button kind="primary" onClick={() => { add.reset(); onClose(); }}>{t('access.close')}</Button> : <Button kind="primary" type="submit" disabled={!form.name.trim() || !form.email.includes('@')} busy={add.isPending}>{t('access.send')}</Button>}>
      <div className="ac-stack">
        {add.error ? <Notice tone="late" role="alert">{faultSentence(add.error)}</Notice> : null}
        {add.data ? <Notice tone="done"><p>{t('access.link')}</p><code className="vn-secret">{add.data.link}</code></Notice> : <><Field label={t('field.name')} required>{(c) => <Input {...c} value={form.name} onChange={(e) => setForm({ ...form, name: e.target.value })} />}</Field><Field label={t('field.email')} required>{(c) => <Input {...c} type="email" value={form.email} onChange={(e) => setForm({ ...form, email: e.target.value })} />}</Field></>}
      </div>
    </Dialog>
  );
}
