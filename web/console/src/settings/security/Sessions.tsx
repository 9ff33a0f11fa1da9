import { Button, Chip, Moment, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { SignedIn } from '@aftercare/contract/session';
import { Laptop, Smartphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Group } from '../frame/FormPage.tsx';
import { useWork } from '../frame/useWork.ts';
import { deviceWords } from './device.ts';

/** Where somebody is signed in; each can be ended, and all others at once. */
export function Sessions({ items }: { readonly items: readonly SignedIn[] }) {
  const { t } = useTranslation('settings');
  const { call } = useApi();
  const keys = ['sessions'];
  const one = useWork({ work: (id: number) => call(api.session.endOne, { params: { id } }), keys, said: () => t('security.ended'), loud: true });
  const others = useWork({ work: () => call(api.session.endOthers, {}), keys, said: () => t('security.endedOthers'), loud: true });
  return (
    <Group title={t('security.sessions')} hint={t('security.sessionsText')}>
      <ul className="st-rows ac-panel">
        {items.map((session) => {
          const device = deviceWords(session.userAgent);
          return (
            <li key={session.id} className="st-row">
              <span className="st-row__link">
                <span className="st-lead" aria-hidden="true">{device.phone ? <Smartphone size={18} /> : <Laptop size={18} />}</span>
                <span className="st-row__words"><span className="st-row__title">{device.words || t('security.unknownDevice')}</span><span className="st-row__sub">{session.ip || '–'} · {t('security.since')} <Moment at={session.since} /></span></span>
                <span className="st-row__end">{session.current ? <Chip tone="done">{t('security.here')}</Chip> : <Button size="small" busy={one.isPending && one.variables === session.id} onClick={() => one.mutate(session.id)}>{t('security.end')}</Button>}</span>
              </span>
            </li>
          );
        })}
      </ul>
      {items.length > 1 ? <div><Button kind="danger" busy={others.isPending} onClick={() => others.mutate(undefined)}>{t('security.endOthers')}</Button></div> : null}
    </Group>
  );
}
