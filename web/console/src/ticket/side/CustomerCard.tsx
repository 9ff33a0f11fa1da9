import { Avatar, IconButton, Tag, TierMark, languageName, useToasts } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { AtSign, BadgeCheck, Building2, Copy, IdCard, Languages, MessageCircle, Phone, PhoneCall } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Reveal } from '../../customer/Reveal.tsx';
import { phoneWords } from '../../customer/phone.ts';
import type { Customer } from '../../data/types.ts';
import { useMay } from '../../data/useQueries.ts';
import { wishOfTelephone } from '../../telephone/wishes.ts';

const icons = { email: AtSign, phone: Phone, chat: MessageCircle, external: IdCard } as const;

/** Who is asking: name, tier, how to reach them, what to mind. */
export function CustomerCard({ customer, ticketId }: { readonly customer: Customer; readonly ticketId?: number }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const answers = useMay()('hotline.answer');
  return (
    <section className="ac-stack-tight" aria-label={t('side.customer')}>
      <div className="cs-who">
        <Avatar name={customer.name} />
        <div className="ac-grow ac-stack-tight">
          <div className="ac-row"><Link to="/customers/$customerId" params={{ customerId: String(customer.id) }} className="cs-who__name">{customer.name}</Link><TierMark tier={customer.tier} /></div>
          {customer.companyName ? <span className="ac-mark ac-mark--soft"><Building2 size={14} aria-hidden="true" /><span className="ac-clip">{customer.companyName}</span></span> : null}
        </div>
      </div>
      {customer.note ? <p className="cs-wordy">{customer.note}</p> : null}
      <ul className="cs-ids">
        {customer.identities.filter((one) => one.kind !== 'chat').map((identity) => {
          const Icon = icons[identity.kind];
          return (
            <li key={identity.id}>
              <Icon size={14} aria-hidden="true" />
              <span className="ac-clip">{identity.kind === 'phone' ? phoneWords(identity.value) : identity.value}</span>
              {identity.verified ? <BadgeCheck size={14} aria-label={t('side.verified')} /> : null}
              {identity.kind === 'phone' && answers ? <IconButton size="small" label={t('side.call', { what: phoneWords(identity.value) })} icon={<PhoneCall size={14} />} onClick={() => wishOfTelephone({ do: 'dial', to: { number: identity.value, ...(ticketId === undefined ? {} : { ticketId }) } })} /> : null}
              <IconButton size="small" label={t('side.copy', { what: identity.value })} icon={<Copy size={14} />} onClick={() => void navigator.clipboard.writeText(identity.value).then(() => toasts.show({ text: t('side.copied'), seconds: 3 }), () => undefined)} />
            </li>
          );
        })}
        <li><Languages size={14} aria-hidden="true" />{languageName(customer.language)}</li>
      </ul>
      <Reveal customerId={customer.id} />
      {customer.tags.length > 0 ? <div className="ac-row">{customer.tags.map((tag) => <Tag key={tag}>{tag}</Tag>)}</div> : null}
    </section>
  );
}
