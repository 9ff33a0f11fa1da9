import { api } from '@aftercare/contract';
import { Button, Chip, DetailPage, ErrorState, Field, Input, Loading, Notice, Select, Skeleton, faultSentence, named, useApi, useToasts } from '@aftercare/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { useTitle } from '../shell/useTitle.ts';
import { type PolicyPage as Page, useProductQueries } from './data.ts';
import { PolicyTrial, type Trial } from './PolicyTrial.tsx';
import { RuleTable } from './RuleTable.tsx';
import { loadProductWords } from './words.ts';
import './products.css';

await loadProductWords();

/** One policy: its rules as a table to edit, tried on a real unit before anything holds. */
export function PolicyPage() {
  const { policyId } = useParams({ from: '/shell/products/terms/$policyId' });
  const id = Number(policyId);
  const [version, setVersion] = useState<number | null>(null);
  const page = useQuery(useProductQueries().policy(id, version));
  if (page.isPending) return <DetailPage title="…" width="wide"><Loading className="ac-stack"><Skeleton width="30%" height="1.5rem" /><Skeleton height="16rem" /></Loading></DetailPage>;
  if (page.isError) return <div className="cs-alone"><ErrorState error={page.error} retry={() => void page.refetch()} /></div>;
  return <Loaded key={`${id} ${page.data.shown}`} page={page.data} onVersion={setVersion} />;
}

function Loaded({ page, onVersion }: { readonly page: Page; readonly onVersion: (version: number | null) => void }) {
  const { t, i18n } = useTranslation('products');
  const { call } = useApi();
  const may = useMay();
  const toasts = useToasts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [rules, setRules] = useState(page.table.rules);
  const [appliesFrom, setAppliesFrom] = useState(page.versions.find((v) => v.version === page.shown)?.appliesFrom ?? '');
  const [trial, setTrial] = useState<Trial | null>(null);
  useTitle(named(page.name, i18n.language));
  const changed = JSON.stringify(rules) !== JSON.stringify(page.table.rules);
  const manage = may('products.manage');
  const renew = (next: Page) => { void client.invalidateQueries({ queryKey: ['policies'] }); void client.invalidateQueries({ queryKey: ['unit'] }); onVersion(next.shown); };
  const draft = useMutation({ mutationFn: () => call(api.warranty.draft, { params: { id: page.id }, body: { rules, appliesFrom: appliesFrom || null } }), onSuccess: (next) => { toasts.show({ text: t('terms.savedDraft') }); renew(next); } });
  const publish = useMutation({ mutationFn: () => call(api.warranty.publish, { params: { id: page.id }, body: { version: page.shown } }), onSuccess: (next) => { toasts.show({ text: t('terms.published', { version: next.shown }) }); renew(next); } });
  const isDraft = page.versions.find((v) => v.version === page.shown)?.publishedAt === null;
  return (
    <DetailPage
      title={named(page.name, i18n.language)} width="wide" intro={t(`terms.about.${page.kind}`)}
      actions={manage ? <>{changed ? <Button kind="quiet" onClick={() => setRules(page.table.rules)}>{t('discard')}</Button> : null}<Button busy={draft.isPending} disabled={!changed} onClick={() => draft.mutate()}>{t('terms.saveDraft')}</Button>{isDraft ? <Button kind="primary" busy={publish.isPending} disabled={changed} onClick={() => publish.mutate()}>{t('terms.publish')}</Button> : null}</> : null}
    >
      <div className="pd-choices">
        <Button kind="link" size="small" onClick={() => void navigate({ to: '/products/terms' })}>{t('terms.all')}</Button>
        <Select aria-label={t('terms.versions')} value={String(page.shown)} choices={page.versions.map((v) => ({ value: String(v.version), label: `${t('terms.version', { version: v.version })}${v.publishedAt ? '' : ` · ${t('terms.draft')}`}${v.appliesFrom ? ` · ${t('terms.from', { day: v.appliesFrom })}` : ''}` }))} onChange={(value) => onVersion(Number(value))} />
        {isDraft ? <Chip tone="due">{t('terms.draft')}</Chip> : <Chip tone="done">{t('terms.holds')}</Chip>}
        {manage ? <Field label={t('terms.appliesFrom')}>{(control) => <Input {...control} type="date" value={appliesFrom} onChange={(event) => setAppliesFrom(event.target.value)} />}</Field> : null}
      </div>
      {page.faults.length > 0 && !changed ? <Notice tone="due">{page.faults.slice(0, 5).map((f) => <p key={`${f.kind} ${f.rule} ${f.column}`}>{f.rule ? t('terms.rule', { rule: f.rule }) : ''} {f.message}</p>)}</Notice> : null}
      {draft.isError || publish.isError ? <Notice tone="late" role="alert">{faultSentence(draft.error ?? publish.error)}</Notice> : null}
      <RuleTable page={page} rules={rules} onRules={manage ? setRules : null} trial={trial} faults={changed ? [] : page.faults} />
      <PolicyTrial page={page} rules={rules} onTrial={setTrial} trial={trial} />
      <details className="pd-fault"><summary>{t('terms.knows')}</summary><dl className="ac-facts">{page.knows.map((k) => [<dt key={k.name} className="pd-code">{k.name}</dt>, <dd key={`${k.name}-d`}>{named(k.text, i18n.language)} <span className="ac-faint">{k.type}</span></dd>])}</dl></details>
    </DetailPage>
  );
}
