import { Button } from '@aftercare/ui';
import { BellRing } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePush } from './usePush.ts';
import './push.css';

const key = 'aftercare-portal-push-later';
const asked = () => { try { return localStorage.getItem(key) !== null; } catch { return true; } };

/** Offered once, where there is something to be told of; «later» is an answer. */
export function PushOffer() {
  const { t } = useTranslation();
  const { state, turnOn } = usePush();
  const [later, setLater] = useState(asked);
  if (later || state !== 'off') return null;
  const close = () => { try { localStorage.setItem(key, '1'); } catch { /* then it is asked again */ } setLater(true); };
  return (
    <section className="p-panel p-push" aria-label={t('push.title')}>
      <BellRing size={24} aria-hidden="true" />
      <div className="ac-grow"><strong>{t('push.offer')}</strong><p className="ac-soft">{t('push.offerText')}</p></div>
      <div className="p-push__acts"><Button kind="primary" onClick={() => void turnOn()}>{t('push.yes')}</Button><Button kind="quiet" onClick={close}>{t('push.later')}</Button></div>
    </section>
  );
}
