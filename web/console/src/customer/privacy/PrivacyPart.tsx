import { api } from '@aftercare/contract';
import type { PrivacyRequest } from '@aftercare/contract/privacy';
import { Button, Checkbox, Dialog, Moment, Notice, Section, buttonClass, faultSentence, useApi, useToasts } from '@aftercare/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../data/useQueries.ts';
import './privacy.css';

/** Everything of a customer handed out, or forgotten; both take a while and tell how far they are. */
export function PrivacyPart({ customerId, name }: { readonly customerId: number; readonly name: string }) {
  return useMay()('privacy.manage') ? <Part customerId={customerId} name={name} /> : null;
}

function Part({ customerId, name }: { readonly customerId: number; readonly name: string }) {
  const { t } = useTranslation();
  const { call } = useApi();
  const toasts = useToasts();
  const client = useQueryClient();
  const [erasing, setErasing] = useState(false);
  const list = useQuery({
    queryKey: ['privacy', customerId], queryFn: ({ signal }) => call(api.privacy.list, { params: { id: customerId } }, { signal }),
    refetchInterval: ({ state }) => (state.data?.items.some((r) => r.state === 'waiting' || r.state === 'running') ? 1500 : false),
  });
  const ask = useMutation({
    mutationFn: (kind: PrivacyRequest['kind']) => call(api.privacy.ask, { params: { id: customerId }, body: { kind } }),
    onSuccess: () => { setErasing(false); return client.invalidateQueries({ queryKey: ['privacy', customerId] }); },
    onError: (error) => toasts.show({ kind: 'fault', text: faultSentence(error) }),
  });
  const items = list.data?.items ?? [];
  return (
    <Section title={t('privacy.title')} action={<span className="ac-row"><Button kind="link" size="small" busy={ask.isPending} onClick={() => ask.mutate('export')}>{t('privacy.export')}</Button><Button kind="link" size="small" onClick={() => setErasing(true)}>{t('privacy.erase')}</Button></span>}>
      {items.length === 0 ? <p className="ac-soft ac-small">{t('privacy.none')}</p> : (
        <ul>
          {items.map((r) => (
            <li key={r.id} className="cs-privacy">
              <span className="ac-grow ac-stack-tight">
                <span>{t(`privacy.kind.${r.kind}`)} · {t(`privacy.state.${r.state}`)}</span>
                <span className="ac-faint ac-small">{r.askedBy} · <Moment at={r.askedAt} as="absolute" />{r.state === 'done' ? ` · ${t('privacy.counts', { rows: r.counts.rows ?? 0, tables: r.counts.tables ?? 0, files: r.counts.files ?? 0 })}` : ''}{r.error ? ` · ${r.error}` : ''}</span>
                {r.state === 'running' || r.state === 'waiting' ? <progress className="cs-privacy__bar" max={100} value={r.progress} aria-label={t('privacy.progress', { percent: r.progress })} /> : null}
              </span>
              {r.url ? <a className={buttonClass('secondary', 'small')} href={r.url} download>{t('privacy.download')}</a> : null}
            </li>
          ))}
        </ul>
      )}
      {erasing ? <Sure name={name} busy={ask.isPending} onClose={() => setErasing(false)} onSure={() => ask.mutate('erase')} /> : null}
    </Section>
  );
}

function Sure({ name, busy, onClose, onSure }: { readonly name: string; readonly busy: boolean; readonly onClose: () => void; readonly onSure: () => void }) {
  const { t } = useTranslation();
  const [read, setRead] = useState(false);
  return (
    <Dialog open onClose={onClose} title={t('privacy.sureTitle', { name })} onSubmit={() => { if (read) onSure(); }} foot={<><Button onClick={onClose}>{t('cancel')}</Button><Button kind="danger" type="submit" disabled={!read} busy={busy}>{t('privacy.erase')}</Button></>}>
      <div className="ac-stack"><p>{t('privacy.goes')}</p><p>{t('privacy.stays')}</p><Notice tone="late">{t('privacy.final')}</Notice><Checkbox label={t('privacy.read')} checked={read} onChange={setRead} /></div>
    </Dialog>
  );
}
