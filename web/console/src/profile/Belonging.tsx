import type { InSegment } from '@aftercare/contract/customer-page';
import { Facts, Tag, named } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../data/types.ts';

/** Where a customer belongs: company, role, number, service level, segments with the tags these gave. */
export function Belonging({ customer, segments }: { readonly customer: Customer; readonly segments: readonly z.infer<typeof InSegment>[] }) {
  const { t, i18n } = useTranslation('profile');
  return (
    <>
      <Facts items={[
        [t('edit.belongs'), customer.companyId ? <Link key="c" translate="no" to="/customers/$customerId" params={{ customerId: String(customer.companyId) }}>{customer.companyName}</Link> : null],
        [t('edit.role'), customer.role ? <span key="r" translate="no">{customer.role}</span> : null], [t('edit.number'), customer.number ? <span key="n" translate="no">{customer.number}</span> : null], [t('contract.level'), customer.serviceLevel ? <span key="l" translate="no">{customer.serviceLevel}</span> : null],
      ]} />
      {segments.length > 0 ? (
        <section className="ac-stack-tight">
          <span className="ac-faint ac-small">{t('segments')}</span>
          <ul className="pf-chips">{segments.map((s) => <li key={s.id}><Link to="/customers" search={{ segment: s.id }}>{named(s.name, i18n.language)}</Link>{s.tag ? <> <span title={t('byRule')}><Tag>{s.tag}</Tag></span></> : null}</li>)}</ul>
        </section>
      ) : null}
    </>
  );
}
