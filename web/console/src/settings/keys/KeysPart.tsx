import { Button, Chip, Dialog, EmptyState, Field, Input, Moment, Notice, Select, faultSentence, fieldFaults, named, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useQuery } from '@tanstack/react-query';
import { KeyRound, Plus, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyBox } from '../frame/CopyBox.tsx';
import { ListPage } from '../frame/ListPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { useWork } from '../frame/useWork.ts';
import { useSettingsQueries } from '../data.ts';

/** Keys for programs. A secret is shown once; revoking cannot be taken back, so it is asked first. */
export function KeysPart() {
  const { t, i18n } = useTranslation(['settings', 'app']);
  const { call } = useApi();
  const from = useSettingsQueries();
  const of = [useQuery(from.keys()), useQuery(from.roles())] as const;
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<{ id: number; name: string } | null>(null);
  const revoke = useWork({ work: (id: number) => call(api.org.revokeApiKey, { params: { id } }), keys: ['api-keys'], said: () => t('keys.revokedNow', { name: ending?.name ?? '' }), after: () => setEnding(null), loud: true });
  return (
    <ListPage title={t('part.keys')} intro={t('keys.intro')} actions={<><a className="ac-button ac-button--secondary" href="/api/docs" target="_blank" rel="noreferrer">{t('keys.docs')}</a><Button kind="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={() => setMaking(true)}>{t('keys.add')}</Button></>}>
      <Loaded of={of}>
        {({ items }, { items: roles }) => items.length === 0 ? <EmptyState icon={<KeyRound size={22} />} title={t('keys.empty')} text={t('keys.emptyText')}><Button kind="primary" onClick={() => setMaking(true)}>{t('keys.add')}</Button></EmptyState> : (
          <ul className="st-rows ac-panel">
            {[...items].sort((a, b) => Number(a.revokedAt !== null) - Number(b.revokedAt !== null) || b.id - a.id).map((key) => {
              const role = roles.find((one) => one.key === key.role);
              return (
                <li key={key.id} className="st-row" data-faded={key.revokedAt !== null || undefined}>
                  <span className="st-row__link">
                    <span className="st-lead" aria-hidden="true"><KeyRound size={18} /></span>
                    <span className="st-row__words">
                      <span className="st-row__title">{key.name}</span>
                      <span className="st-row__sub"><code>{key.prefix}…</code> · {role ? named(role.name, i18n.language) : key.role} · {key.lastUsedAt ? <>{t('keys.used')} <Moment at={key.lastUsedAt} /></> : t('keys.neverUsed')}</span>
                    </span>
                    <span className="st-row__end">{key.revokedAt ? <Chip>{t('keys.revoked')}</Chip> : <Button kind="danger" size="small" onClick={() => setEnding(key)}>{t('keys.revoke')}</Button>}</span>
                  </span>
                </li>
              );
            })}
          </ul>
        )}
      </Loaded>
      <NewKey key={String(making)} open={making} onClose={() => setMaking(false)} />
      <Dialog open={ending !== null} onClose={() => setEnding(null)} size="small" title={t('keys.revokeTitle', { name: ending?.name ?? '' })} foot={<><Button onClick={() => setEnding(null)}>{t('app:cancel')}</Button><Button kind="danger" busy={revoke.isPending} onClick={() => { if (ending) revoke.mutate(ending.id); }}>{t('keys.revoke')}</Button></>}>
        <p className="ac-soft">{t('keys.revokeText')}</p>
      </Dialog>
    </ListPage>
  );
}

function NewKey({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation(['settings', 'app']);
  const { call } = useApi();
  const roles = useQuery(useSettingsQueries().roles()).data?.items ?? [];
  const [name, setName] = useState('');
  const [role, setRole] = useState('integration');
  const create = useWork({ work: () => call(api.org.createApiKey, { body: { name: name.trim(), role } }), keys: ['api-keys'] });
  const faults = fieldFaults(create.error);
  const made = create.data;
  return (
    <Dialog
      open={open} onClose={onClose} title={made ? t('keys.madeTitle') : t('keys.add')} onSubmit={() => { if (made) onClose(); else if (name.trim()) create.mutate(undefined); }}
      foot={made ? <Button kind="primary" type="submit">{t('keys.kept')}</Button> : <><Button onClick={onClose}>{t('app:cancel')}</Button><Button kind="primary" type="submit" disabled={!name.trim()} busy={create.isPending}>{t('keys.make')}</Button></>}
    >
      {made ? (
        <div className="ac-stack">
          <Notice tone="accent" icon={<TriangleAlert size={16} aria-hidden="true" />}>{t('keys.once')}</Notice>
          <CopyBox label={made.name} text={made.secret} />
          <CopyBox lines label={t('keys.example')} text={`curl ${location.origin}/api/v1/tickets/1 \\\n  -H 'Authorization: Bearer ${made.secret}'`} />
        </div>
      ) : (
        <div className="ac-stack">
          {create.error && Object.keys(faults).length === 0 ? <Notice tone="late" role="alert">{faultSentence(create.error)}</Notice> : null}
          <Field label={t('name')} hint={t('keys.nameHint')} fault={faults.name} required>{(control) => <Input {...control} autoFocus maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />}</Field>
          <Field label={t('keys.role')} hint={t('keys.roleHint')} fault={faults.role}>{(control) => <Select {...control} value={role} choices={roles.map((one) => ({ value: one.key, label: named(one.name, i18n.language) }))} onChange={setRole} />}</Field>
        </div>
      )}
    </Dialog>
  );
}
