import { api } from '@aftercare/contract';
import { Button, Chip, ErrorState, Input, Loading, Notice, Section, Skeleton, faultSentence, named, useApi, useToasts } from '@aftercare/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ScrollText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { useProductQueries } from './data.ts';
import { money } from './money.ts';
import { ProductsFrame } from './ProductsFrame.tsx';

/** What we promise: policies as tables, plans on sale, and when a proof needs no look. */
export function TermsPage() {
  const { t, i18n } = useTranslation('products');
  const from = useProductQueries();
  const list = useQuery(from.policies());
  const plans = useQuery(from.plans());
  return (
    <ProductsFrame intro={t('terms.intro')}>
      {list.isPending ? <Loading className="ac-stack">{[1, 2, 3, 4].map((at) => <Skeleton key={at} height="3rem" />)}</Loading> : null}
      {list.isError ? <ErrorState error={list.error} retry={() => void list.refetch()} /> : null}
      <ul className="pd-policies">
        {(list.data?.items ?? []).map((p) => (
          <li key={p.id}><Link className="pd-policy" to="/products/terms/$policyId" params={{ policyId: String(p.id) }}>
            <ScrollText size={20} aria-hidden="true" /><span className="pd-policy__words"><strong>{named(p.name, i18n.language)}</strong><span className="ac-faint ac-small">{t(`terms.kind.${p.kind}`)} · {t('terms.rules', { count: p.rules })}</span></span>
            <span className="ac-row">{p.draft ? <Chip tone="due">{t('terms.draft')}</Chip> : null}{p.active ? null : <Chip>{t('terms.off')}</Chip>}<Chip tone={p.live ? 'done' : 'plain'}>{p.live ? t('terms.version', { version: p.live }) : t('terms.never')}</Chip></span>
          </Link></li>
        ))}
      </ul>
      {plans.data && plans.data.items.length > 0 ? (
        <Section title={t('terms.plans')}><ul className="pd-lines">{plans.data.items.map((p) => <li key={p.id}><span><strong>{named(p.name, i18n.language)}</strong> <span className="ac-soft">{named(p.clause, i18n.language)}</span></span><span className="ac-soft">{money(p.priceMinor, p.currency, i18n.language)}</span></li>)}</ul></Section>
      ) : null}
      <AcceptRule />
    </ProductsFrame>
  );
}

function AcceptRule() {
  const { t } = useTranslation('products');
  const { call } = useApi();
  const may = useMay();
  const toasts = useToasts();
  const client = useQueryClient();
  const rule = useQuery(useProductQueries().acceptRule());
  const [text, setText] = useState<string | null>(null);
  const save = useMutation({ mutationFn: (expression: string) => call(api.warranty.saveAcceptRule, { body: { expression } }), onSuccess: () => { setText(null); toasts.show({ text: t('saved') }); void client.invalidateQueries({ queryKey: ['accept-rule'] }); } });
  if (!rule.data) return null;
  const shown = text ?? rule.data.expression;
  return (
    <Section title={t('terms.accept')}>
      <p className="ac-soft">{t('terms.acceptText')}</p>
      <form className="pd-rule" onSubmit={(event) => { event.preventDefault(); save.mutate(shown); }}>
        <Input className="pd-code" aria-label={t('terms.accept')} readOnly={!may('products.manage')} value={shown} onChange={(event) => setText(event.target.value)} />
        {text !== null && text !== rule.data.expression ? <Button type="submit" kind="primary" busy={save.isPending}>{t('save')}</Button> : null}
      </form>
      {save.isError ? <Notice tone="late" role="alert">{faultSentence(save.error)}</Notice> : null}
    </Section>
  );
}
