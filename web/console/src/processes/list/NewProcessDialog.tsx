import { Button, Dialog, Field, Input, Radio, faultSentence, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DefinitionKind } from '../data.ts';
import { emptyDiagram, emptyTable, keyFrom } from './blank.ts';

/** Begins a diagram or a table: its name in both languages and the key others call it by. */
export function NewProcessDialog({ open, onClose, taken }: { readonly open: boolean; readonly onClose: () => void; readonly taken: readonly string[] }) {
  const { t } = useTranslation(['processes', 'app']);
  const { call } = useApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [kind, setKind] = useState<DefinitionKind>('bpmn');
  const [zh, setZh] = useState('');
  const [en, setEn] = useState('');
  const [typed, setTyped] = useState<string | null>(null);
  const key = typed ?? keyFrom(en);
  const fault = taken.includes(key) ? t('new.taken') : key !== '' && !/^[a-z][a-z0-9-]{0,59}$/.test(key) ? t('new.keyFault') : null;
  const begin = useMutation({
    mutationFn: () => call(api.processes.saveDraft, { params: { key }, body: { kind, note: '', xml: kind === 'bpmn' ? emptyDiagram(key, { zh, en }) : emptyTable(key, { zh, en }) } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['processes'] });
      onClose();
      await navigate({ to: '/processes/$key/edit', params: { key } });
    },
  });
  const ready = zh.trim() !== '' && en.trim() !== '' && key !== '' && fault === null;
  return (
    <Dialog
      open={open} onClose={onClose} title={t('new.title')} onSubmit={() => { if (ready) begin.mutate(); }}
      foot={<><Button onClick={onClose}>{t('app:cancel')}</Button><Button kind="primary" type="submit" busy={begin.isPending} disabled={!ready}>{t('new.begin')}</Button></>}
    >
      <div className="ac-stack">
        <fieldset className="ac-row" aria-label={t('new.kind')}>
          <Radio name="kind" checked={kind === 'bpmn'} onChange={() => setKind('bpmn')} label={t('new.bpmn')} />
          <Radio name="kind" checked={kind === 'dmn'} onChange={() => setKind('dmn')} label={t('new.dmn')} />
        </fieldset>
        <div className="pr-pair">
          <Field label={t('new.zh')} required>{(control) => <Input {...control} lang="zh-CN" value={zh} onChange={(event) => setZh(event.target.value)} />}</Field>
          <Field label={t('new.en')} required>{(control) => <Input {...control} lang="en" value={en} onChange={(event) => setEn(event.target.value)} />}</Field>
        </div>
        <Field label={t('new.key')} hint={t('new.keyHint')} fault={fault} required>{(control) => <Input {...control} value={key} spellCheck={false} onChange={(event) => setTyped(event.target.value)} />}</Field>
        {begin.isError ? <p className="ac-field__fault" role="alert">{faultSentence(begin.error)}</p> : null}
      </div>
    </Dialog>
  );
}
