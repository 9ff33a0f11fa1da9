import { Button, Checkbox, Dialog, Field, Input, Notice, faultSentence, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { TicketType } from '@aftercare/contract/tickets';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BothNames, bothNames, noNames } from '../frame/BothNames.tsx';
import { useWork } from '../frame/useWork.ts';
import { keyOf } from './keys.ts';

/** A kind of request, in both languages. */
export function TypeDialog({ type, count, taken, onClose }: { readonly type: TicketType | null; readonly count: number; readonly taken: readonly string[]; readonly onClose: () => void }) {
  const { t } = useTranslation(['settings', 'app']);
  const { call } = useApi();
  const [name, setName] = useState(type?.name ?? noNames);
  const [key, setKey] = useState<string | null>(type?.key ?? null);
  const [active, setActive] = useState(type?.active ?? true);
  const shown = key ?? keyOf(name.en || name.zh, taken, '-');
  const save = useWork({ work: () => call(api.ticketFields.saveType, { params: { key: shown }, body: { name: bothNames(name), active, position: type?.position ?? count + 1 } }), keys: ['types'], said: () => t('fields.typeSaved'), after: onClose });
  return (
    <Dialog open onClose={onClose} title={type ? t('fields.type') : t('fields.addType')} size="small" onSubmit={() => save.mutate(undefined)} foot={<><Button onClick={onClose}>{t('app:cancel')}</Button><Button kind="primary" type="submit" disabled={!(name.zh.trim() || name.en.trim()) || shown === ''} busy={save.isPending}>{t('app:save')}</Button></>}>
      <div className="ac-stack">
        {save.error ? <Notice tone="late" role="alert">{faultSentence(save.error)}</Notice> : null}
        <BothNames label={t('fields.name')} value={name} onChange={setName} focus={!type} />
        {type ? null : <Field label={t('fields.key')} hint={t('fields.keyHint')}>{(control) => <Input {...control} spellCheck={false} maxLength={40} value={shown} onChange={(event) => setKey(event.target.value)} />}</Field>}
        <Checkbox label={t('fields.activeType')} checked={active} onChange={setActive} />
      </div>
    </Dialog>
  );
}
