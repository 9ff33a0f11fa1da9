import { Avatar, Bubble, Button, Chip, Dialog, Field, Input, Moment, Notice, Section, Select, Textarea, faultSentence, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { Aside } from '@aftercare/contract/asides';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { MailPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketPage } from '../data/types.ts';
import { useRenewal } from '../data/useRenewal.ts';
import { loadRelatedWords } from './words.ts';
import './related.css';

await loadRelatedWords();

/** Side conversations with departments and partners; the customer never sees them. */
export function AsidesCard({ page }: { readonly page: TicketPage }) {
  const { t } = useTranslation('related');
  const { call } = useApi();
  const { id } = page.ticket;
  const found = useQuery({ queryKey: ['asides', id], queryFn: ({ signal }) => call(api.asides.list, { params: { id } }, { signal }), staleTime: 15_000 });
  useRenewal(`ticket:${id}`, [['asides', id]], 1000);
  const [open, setOpen] = useState<number | 'new' | null>(null);
  const items = found.data?.items ?? [];
  if (!found.data || (items.length === 0 && !page.can.write)) return null;
  const shown = items.find((one) => one.id === open);
  return (
    <Section title={t('aside.title')} action={page.can.write ? <Button kind="quiet" size="small" icon={<MailPlus size={14} />} onClick={() => setOpen('new')}>{t('aside.ask')}</Button> : null}>
      {items.length === 0 ? <p className="ac-faint ac-small">{t('aside.none')}</p> : (
        <ul className="rl-asides">
          {items.map((one) => (
            <li key={one.id}>
              <button type="button" className="rl-aside" onClick={() => setOpen(one.id)}>
                <Avatar name={one.name} size="small" />
                <span className="ac-grow"><span className="ac-clip rl-aside__what">{one.subject}</span><span className="ac-faint ac-small ac-clip">{one.name} · {t(`aside.kinds.${one.kind}`)}{one.messages.at(-1) ? <> · <Moment at={one.messages.at(-1)?.at ?? one.openedAt} as="compact" /></> : null}</span></span>
                {one.unread ? <Chip tone="due">{t('aside.unread')}</Chip> : one.closedAt ? <Chip>{t('aside.closed')}</Chip> : null}
              </button>
            </li>
          ))}
        </ul>
      )}
      {open === 'new' ? <NewAside page={page} onClose={() => setOpen(null)} onOpened={setOpen} /> : null}
      {shown ? <Talk aside={shown} may={page.can.write} onClose={() => setOpen(null)} /> : null}
    </Section>
  );
}

function NewAside({ page, onClose, onOpened }: { readonly page: TicketPage; readonly onClose: () => void; readonly onOpened: (id: number) => void }) {
  const { t } = useTranslation('related');
  const { call } = useApi();
  const client = useQueryClient();
  const [form, setForm] = useState({ kind: 'department' as Aside['kind'], name: '', address: '', subject: page.ticket.subject, text: '', answerMinutes: null as number | null });
  const put = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const ask = useMutation({
    mutationFn: () => call(api.asides.open, { params: { id: page.ticket.id }, body: { ...form, name: form.name.trim() || form.address.trim() } }, { idempotencyKey: crypto.randomUUID() }),
    onSuccess: async (made) => { await client.invalidateQueries({ queryKey: ['asides'] }); await client.invalidateQueries({ queryKey: ['inner-clocks'] }); onOpened(made.id); },
  });
  const ready = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(form.address.trim()) && form.subject.trim() !== '' && form.text.trim() !== '';
  return (
    <Dialog open onClose={onClose} title={t('aside.askTitle')} onSubmit={() => { if (ready) ask.mutate(); }} foot={<><Button onClick={onClose}>{t('cancel')}</Button><Button kind="primary" type="submit" disabled={!ready} busy={ask.isPending}>{t('aside.send')}</Button></>}>
      <div className="ac-stack">
        {ask.error ? <Notice tone="late" role="alert">{faultSentence(ask.error)}</Notice> : null}
        <Notice>{t('aside.hint')}</Notice>
        <Field label={t('aside.kind')}>{(control) => <Select {...control} value={form.kind} choices={(['department', 'vendor', 'other'] as const).map((one) => ({ value: one, label: t(`aside.kinds.${one}`) }))} onChange={(kind) => put({ kind })} />}</Field>
        <Field label={t('aside.address')} required>{(control) => <Input {...control} type="email" autoFocus maxLength={320} value={form.address} onChange={(event) => put({ address: event.target.value })} />}</Field>
        <Field label={t('aside.name')} optional>{(control) => <Input {...control} maxLength={200} value={form.name} onChange={(event) => put({ name: event.target.value })} />}</Field>
        <Field label={t('subject')} required>{(control) => <Input {...control} maxLength={300} value={form.subject} onChange={(event) => put({ subject: event.target.value })} />}</Field>
        <Field label={t('aside.within')} hint={t('aside.withinHint')}>{(control) => <Select {...control} value={String(form.answerMinutes ?? 0)} choices={[0, 60, 120, 240, 480, 960, 1440].map((minutes) => ({ value: String(minutes), label: minutes === 0 ? t('aside.withinNone') : t('aside.withinHours', { count: minutes / 60 }) }))} onChange={(minutes) => put({ answerMinutes: Number(minutes) || null })} />}</Field>
        <Field label={t('aside.text')} required>{(control) => <Textarea {...control} grows rows={5} value={form.text} onChange={(event) => put({ text: event.target.value })} />}</Field>
      </div>
    </Dialog>
  );
}

function Talk({ aside, may, onClose }: { readonly aside: Aside; readonly may: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('related');
  const { call } = useApi();
  const client = useQueryClient();
  const toasts = useToasts();
  const [text, setText] = useState('');
  const renew = () => client.invalidateQueries({ queryKey: ['asides'] });
  const onError = (error: Error) => { toasts.show({ kind: 'fault', text: faultSentence(error) }); };
  const say = useMutation({ mutationFn: () => call(api.asides.say, { params: { id: aside.id }, body: { text: text.trim() } }, { idempotencyKey: crypto.randomUUID() }), onSuccess: async () => { setText(''); await renew(); }, onError });
  const set = useMutation({ mutationFn: (body: { closed?: boolean; seen?: true }) => call(api.asides.set, { params: { id: aside.id }, body }), onSuccess: renew, onError });
  // Opening it is seeing it.
  useQuery({ queryKey: ['aside-seen', aside.id, aside.messages.length], enabled: aside.unread && may, queryFn: async () => { await set.mutateAsync({ seen: true }); return true; }, retry: false });
  return (
    <Dialog
      open onClose={onClose} title={aside.subject} size="wide"
      foot={may ? <><Button onClick={() => set.mutate({ closed: aside.closedAt === null })}>{t(aside.closedAt ? 'aside.reopen' : 'aside.close')}</Button><Button kind="primary" disabled={text.trim() === ''} busy={say.isPending} onClick={() => say.mutate()}>{t('aside.send')}</Button></> : null}
    >
      <div className="ac-stack">
        <p className="ac-soft ac-small">{aside.name} · {aside.address}</p>
        <ol className="rl-talk">
          {aside.messages.map((message) => (
            <li key={message.id} data-out={message.direction === 'out' || undefined}>
              <span className="ac-small ac-faint">{message.author.name || aside.name} · <Moment at={message.at} /></span>
              <Bubble from={message.direction}><div className="ac-bubble__text">{message.text}</div></Bubble>
              {message.direction === 'out' && message.delivery === 'failed' ? <span className="ac-small rl-talk__bad">{t('aside.failed')}</span> : null}
            </li>
          ))}
        </ol>
        {may ? <Field label={t('aside.text')}>{(control) => <Textarea {...control} grows rows={4} value={text} onChange={(event) => setText(event.target.value)} />}</Field> : null}
      </div>
    </Dialog>
  );
}
