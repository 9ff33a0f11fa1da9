import { Chip, faultSentence, named, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { TicketField } from '@aftercare/contract/ticket-fields';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Ordered } from '../frame/Ordered.tsx';

/** Fields in the order in which every form asks them: ticket, new ticket, portal and chat alike. */
export function FieldList({ items, where }: { readonly items: readonly TicketField[]; readonly where: (field: TicketField) => string }) {
  const { t, i18n } = useTranslation(['settings', 'app']);
  const { call } = useApi();
  const client = useQueryClient();
  const toasts = useToasts();
  const key = ['ticket-fields'];
  const write = async (order: readonly TicketField[]) => {
    await client.cancelQueries({ queryKey: key, exact: true });
    client.setQueryData<{ items: readonly TicketField[] }>(key, { items: order });
    try {
      await call(api.ticketFields.order, { body: { keys: order.map((one) => one.key) } });
      return true;
    } catch (error) {
      toasts.show({ kind: 'fault', text: faultSentence(error), seconds: 10 });
      return false;
    } finally { void client.invalidateQueries({ queryKey: key }); void client.invalidateQueries({ queryKey: ['ticket-form'] }); }
  };
  const move = (moved: string, to: number) => {
    const item = items.find((one) => one.key === moved);
    if (!item) return;
    const rest = items.filter((one) => one !== item);
    void write([...rest.slice(0, to), item, ...rest.slice(to)]).then((done) => { if (done) toasts.show({ text: t('order.saved'), seconds: 8, action: { label: t('app:undo'), perform: () => void write(items) } }); });
  };
  return (
    <div className="ac-stack-tight">
      <p className="ac-soft ac-small">{t('fields.orderHint')}</p>
      <Ordered
        items={items.map((field) => ({ id: field.key, name: named(field.name, i18n.language), field }))} onMove={move}
        draw={({ field, name }) => (
          <Link className="st-row__link" data-faded={!field.active || undefined} to="/settings/$" params={{ _splat: `fields/${field.key}` }}>
            <span className="st-row__words"><span className="st-row__title">{name}</span><span className="st-row__sub">{where(field)}</span></span>
            <span className="st-row__end">{field.active ? field.requiredAt.length > 0 ? <span className="ac-soft">{t('fields.needed')}</span> : null : <Chip>{t('off')}</Chip>}</span>
            <ChevronRight size={16} aria-hidden="true" className="st-row__go" />
          </Link>
        )}
      />
    </div>
  );
}
