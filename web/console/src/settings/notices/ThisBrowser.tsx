import { Button, Notice, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWork } from '../frame/useWork.ts';

type State = 'unable' | 'blocked' | 'off' | 'on';
const worker = '/notices-worker.js';

async function stateOf(): Promise<State> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || typeof Notification === 'undefined') return 'unable';
  if (Notification.permission === 'denied') return 'blocked';
  const registration = await navigator.serviceWorker.getRegistration(worker);
  return (await registration?.pushManager.getSubscription()) ? 'on' : 'off';
}

/** Whether this very browser rings, also when the desk is closed. */
export function ThisBrowser({ pushKey }: { readonly pushKey: string }) {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const [state, setState] = useState<State | null>(null);
  useEffect(() => void stateOf().then(setState, () => setState('unable')), []);
  const turn = useWork({
    work: async () => {
      const registration = await navigator.serviceWorker.register(worker);
      const there = await registration.pushManager.getSubscription();
      if (there) {
        await call(api.notices.unsubscribe, { body: { endpoint: there.endpoint } });
        await there.unsubscribe();
      } else if ((await Notification.requestPermission()) === 'granted') {
        await navigator.serviceWorker.ready;
        const made = (await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: pushKey })).toJSON();
        await call(api.notices.subscribe, { body: { endpoint: made.endpoint ?? '', keys: { p256dh: made.keys?.['p256dh'] ?? '', auth: made.keys?.['auth'] ?? '' }, language: i18n.language as 'zh-CN' | 'en' } });
      }
      return stateOf();
    },
    keys: [], after: setState, loud: true,
  });
  if (state === null) return null;
  if (state === 'unable' || state === 'blocked') return <Notice>{t(`notices.browser.${state}`)}</Notice>;
  return <div className="ac-row"><span className="ac-soft">{t(`notices.browser.${state}`)}</span><Button size="small" busy={turn.isPending} onClick={() => turn.mutate(undefined)}>{t(`notices.browserDo.${state}`)}</Button></div>;
}
