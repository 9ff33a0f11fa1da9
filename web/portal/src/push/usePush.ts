import { portalHome } from '@aftercare/contract/portal-home';
import { type Call, faultSentence, useApi, useToasts } from '@aftercare/ui';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

export type PushState = 'unsupported' | 'denied' | 'off' | 'on' | 'busy';
const supported = () => 'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis;
const language = (text: string) => (text === 'zh-CN' ? 'zh-CN' : 'en');

/** Says to the server again that this browser listens, for whom and in which language. */
async function bind(call: Call, subscription: PushSubscription, inLanguage: string): Promise<void> {
  const { endpoint, keys } = subscription.toJSON();
  if (endpoint && keys?.['p256dh'] && keys['auth']) await call(portalHome.subscribe, { body: { endpoint, keys: { p256dh: keys['p256dh'], auth: keys['auth'] }, language: language(inLanguage) } });
}
async function current(): Promise<PushSubscription | null> {
  if (!supported()) return null;
  const worker = await navigator.serviceWorker.getRegistration('/portal/');
  return (await worker?.pushManager.getSubscription()) ?? null;
}
/** After a sign-in, or in another language: the browser that listened goes on listening. */
export async function renewPush(call: Call, inLanguage: string): Promise<void> {
  const subscription = await current().catch(() => null);
  if (subscription) await bind(call, subscription, inLanguage).catch(() => undefined);
}
/** Whoever signs out is told nothing more here. */
export async function endPush(call: Call): Promise<void> {
  const subscription = await current().catch(() => null);
  if (!subscription) return;
  await call(portalHome.unsubscribe, { body: { endpoint: subscription.endpoint } }).catch(() => undefined);
  await subscription.unsubscribe().catch(() => false);
}

/** Notices on this device: on, off, or why not. */
export function usePush() {
  const { call } = useApi();
  const { t, i18n } = useTranslation();
  const toasts = useToasts();
  const [state, setState] = useState<PushState>('busy');
  const look = useCallback(async () => {
    if (!supported()) return setState('unsupported');
    setState(Notification.permission === 'denied' ? 'denied' : (await current()) ? 'on' : 'off');
  }, []);
  useEffect(() => { void look().catch(() => setState('unsupported')); }, [look]);
  const turnOn = async () => {
    setState('busy');
    try {
      if ((await Notification.requestPermission()) !== 'granted') return await look();
      const [worker, { key }] = await Promise.all([navigator.serviceWorker.ready, call(portalHome.push, {})]);
      await bind(call, await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }), i18n.language);
      toasts.show({ text: t('push.isOn') });
    } catch (error) {
      // The browser's own push service may be out of reach: nothing is lost, mails come as ever.
      toasts.show({ kind: 'fault', text: error instanceof DOMException ? t('push.failed') : faultSentence(error as Error) });
    }
    await look();
  };
  const turnOff = async () => {
    setState('busy');
    await endPush(call);
    toasts.show({ text: t('push.isOff') });
    await look();
  };
  return { state, turnOn, turnOff };
}
