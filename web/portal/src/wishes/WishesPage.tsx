import { ApiError } from '@aftercare/contract/client';
import { portal } from '@aftercare/contract/portal';
import type { MyWishes } from '@aftercare/contract/portal';
import { Button, Checkbox, ErrorState, Field, Input, Loading, Moment, Notice, Select, Skeleton, availableLanguages, faultSentence, languageName, useApi } from '@aftercare/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../shell/title.ts';
import { changesOf, minutesOf, timeOf } from './changes.ts';
import './wishes.css';

/** How I want to be reached: what for, by which channel, when not. */
export function WishesPage() {
  const { t } = useTranslation();
  const { call } = useApi();
  const { ticket, t: token } = useSearch({ from: '/wishes' });
  useTitle(t('wishes.title'));
  const query = { ...(ticket ? { ticketId: ticket } : {}), ...(token ? { token } : {}) };
  const wishes = useQuery({ queryKey: ['wishes', ticket ?? null, token ?? null], queryFn: ({ signal }) => call(portal.wishes, { query }, { signal }), retry: 1 });
  if (wishes.isPending) return <Loading className="p-page"><Skeleton width="60%" height="2rem" /><Skeleton height="10rem" /></Loading>;
  if (wishes.error instanceof ApiError && wishes.error.problem.status === 401 && !ticket) return <Navigate to="/sign-in" search={{ next: '/wishes' }} replace />;
  if (wishes.isError) return <ErrorState error={wishes.error} retry={() => void wishes.refetch()} />;
  return <Form key={wishes.dataUpdatedAt} wishes={wishes.data} query={query} />;
}

const purposes = ['service', 'survey', 'marketing'] as const;

function Form({ wishes, query }: { readonly wishes: MyWishes; readonly query: { ticketId?: number; token?: string } }) {
  const { t } = useTranslation(['app', 'ui']);
  const { call } = useApi();
  const client = useQueryClient();
  const [allowed, setAllowed] = useState(wishes.allowed);
  const [quiet, setQuiet] = useState(wishes.hours?.quietFrom != null);
  const [from, setFrom] = useState(timeOf(wishes.hours?.quietFrom ?? 22 * 60));
  const [to, setTo] = useState(timeOf(wishes.hours?.quietTo ?? 8 * 60));
  const [channel, setChannel] = useState<string>(wishes.preferredChannel ?? '');
  const [language, setLanguage] = useState(wishes.language);
  const zone = wishes.hours?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const save = useMutation({
    mutationFn: () => call(portal.saveWishes, { query, body: {
      consents: changesOf(wishes.allowed, allowed), hours: { quietFrom: quiet ? minutesOf(from) : null, quietTo: quiet ? minutesOf(to) : null, timeZone: zone },
      preferredChannel: (channel || null) as MyWishes['preferredChannel'], language, words: t('wishes.words'),
    } }),
    onSuccess: (next) => client.setQueryData(['wishes', query.ticketId ?? null, query.token ?? null], next),
  });
  const has = (purpose: string, kind: string) => allowed.find((a) => a.purpose === purpose && a.channel === kind)?.granted ?? false;
  const flip = (purpose: string, kind: string) => setAllowed(allowed.map((a) => (a.purpose === purpose && a.channel === kind ? { ...a, granted: !a.granted } : a)));
  return (
    <form className="p-page" onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
      <h1 className="p-title">{t('wishes.title')}</h1>
      <p className="ac-soft">{t('wishes.intro', { name: wishes.name })}</p>
      {purposes.map((purpose) => (
        <fieldset key={purpose} className="p-panel p-wishes__set">
          <legend className="p-wishes__legend">{t(`wishes.purpose.${purpose}`)}</legend>
          <p className="ac-soft ac-small">{t(`wishes.about.${purpose}`)}</p>
          <div className="p-wishes__kinds">
            {wishes.channels.map((kind) => <Checkbox key={kind} label={t(`ui:channel.${kind}`)} checked={has(purpose, kind)} onChange={() => flip(purpose, kind)} />)}
          </div>
        </fieldset>
      ))}
      <fieldset className="p-panel p-wishes__set">
        <legend className="p-wishes__legend">{t('wishes.quiet')}</legend>
        <Checkbox label={t('wishes.quietOn')} checked={quiet} onChange={setQuiet} />
        {quiet ? <div className="p-wishes__hours">
          <Field label={t('wishes.from')}>{(control) => <Input {...control} type="time" value={from} onChange={(event) => setFrom(event.target.value)} />}</Field>
          <Field label={t('wishes.to')}>{(control) => <Input {...control} type="time" value={to} onChange={(event) => setTo(event.target.value)} />}</Field>
        </div> : null}
      </fieldset>
      <div className="p-panel p-wishes__set">
        <Field label={t('wishes.channel')}>{(control) => <Select {...control} value={channel} choices={[{ value: '', label: t('wishes.asICome') }, ...wishes.channels.map((kind) => ({ value: kind as string, label: t(`ui:channel.${kind}`) }))]} onChange={setChannel} />}</Field>
        <Field label={t('ui:language')}>{(control) => <Select {...control} value={language} choices={availableLanguages().map((code) => ({ value: code as MyWishes['language'], label: languageName(code) }))} onChange={setLanguage} />}</Field>
      </div>
      {save.error ? <Notice tone="late" role="alert">{faultSentence(save.error)}</Notice> : null}
      {save.isSuccess ? <Notice tone="done" role="status">{t('wishes.saved')}</Notice> : null}
      <div><Button kind="primary" type="submit" busy={save.isPending}>{t('wishes.save')}</Button></div>
      {wishes.history.length > 0 ? (
        <section className="p-wishes__history" aria-labelledby="said">
          <h2 id="said" className="p-wishes__legend">{t('wishes.history')}</h2>
          <ul>{wishes.history.map((c) => <li key={c.id} className="ac-small ac-soft">{t(c.granted ? 'wishes.yes' : 'wishes.no', { purpose: t(`wishes.purpose.${c.purpose}`), channel: c.channel === '*' ? t('wishes.all') : t(`ui:channel.${c.channel}`) })} · <Moment at={c.at} as="absolute" /> · {c.by}</li>)}</ul>
        </section>
      ) : null}
    </form>
  );
}
