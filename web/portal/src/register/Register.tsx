import { ApiError } from '@aftercare/contract/client';
import { portalHome } from '@aftercare/contract/portal-home';
import type { MyUnitPage, SerialFound } from '@aftercare/contract/portal-home';
import { Button, Field, Input, Notice, faultSentence, fieldFaults, useApi } from '@aftercare/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import { ScanBarcode } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useVisitor } from '../account/visitor.ts';
import { useTitle } from '../shell/title.ts';
import { Found } from './Found.tsx';
import { Registered } from './Registered.tsx';
import { Scanner } from './Scanner.tsx';
import './register.css';

/** A product becomes mine: read its number, see what it is, say yes, add the receipt; what is owed stands there at once. */
export function Register() {
  const { t } = useTranslation();
  const { call } = useApi();
  const client = useQueryClient();
  const visitor = useVisitor();
  const heading = useRef<HTMLHeadingElement>(null);
  const [serial, setSerial] = useState('');
  const [scanning, setScanning] = useState(false);
  const [found, setFound] = useState<SerialFound | null>(null);
  const [unit, setUnit] = useState<MyUnitPage | null>(null);
  const key = useRef('');
  useTitle(t('register.title'));
  useEffect(() => { heading.current?.focus({ preventScroll: true }); }, [found, unit]);
  const look = useMutation({ mutationFn: (text: string) => call(portalHome.serial, { query: { serial: text } }), onSuccess: setFound });
  const register = useMutation({
    mutationFn: ({ modelId, country }: { modelId: number | undefined; country: string | undefined }) => {
      key.current ||= crypto.randomUUID();
      return call(portalHome.register, { body: { serial, ...(modelId ? { modelId } : {}), ...(country ? { country } : {}) } }, { idempotencyKey: `${key.current}-${modelId ?? 0}-${country ?? ''}` });
    },
    onSuccess: (page) => {
      client.setQueryData(['unit', page.id], page);
      for (const queryKey of [['home'], ['units']]) void client.invalidateQueries({ queryKey });
      setUnit(page);
    },
  });
  if (!visitor || (look.error instanceof ApiError && look.error.problem.status === 401)) return <Navigate to="/sign-in" search={{ next: '/register' }} replace />;
  const again = () => { setFound(null); setUnit(null); setSerial(''); key.current = ''; look.reset(); register.reset(); };
  const ask = (text: string) => { setSerial(text); setScanning(false); if (text.trim().length >= 3) look.mutate(text.trim()); };
  if (unit) return <Registered unit={unit} heading={heading} onAnother={again} />;
  if (found && found.state !== 'wrong') return <Found found={found} heading={heading} busy={register.isPending} fault={register.error} onYes={(modelId, country) => register.mutate({ modelId, country })} onBack={again} />;
  const fault = found?.problem ?? null;
  return (
    <form className="p-page p-page--narrow" noValidate onSubmit={(event) => { event.preventDefault(); ask(serial); }}>
      <div><h1 className="p-title" ref={heading} tabIndex={-1}>{t('register.title')}</h1><p className="p-intro">{t('register.intro')}</p></div>
      {scanning ? <Scanner onRead={ask} onLeave={() => setScanning(false)} /> : <Button kind="primary" size="large" wide icon={<ScanBarcode size={22} aria-hidden="true" />} onClick={() => setScanning(true)}>{t('register.scan')}</Button>}
      <Wrong found={found} />
      <Field label={t('register.type')} fault={fault ? t('register.notRight') : fieldFaults(look.error).serial}>
        {(control) => <Input {...control} value={serial} maxLength={64} autoComplete="off" autoCapitalize="characters" spellCheck={false} className="p-number" onChange={(event) => { setSerial(event.target.value); setFound(null); }} />}
      </Field>
      {look.isError ? <Notice tone="late" role="alert">{faultSentence(look.error)}</Notice> : null}
      <Button size="large" wide type="submit" disabled={serial.trim().length < 3} busy={look.isPending}>{t('register.look')}</Button>
      <Link to="/" className="p-all">{t('register.later')}</Link>
    </form>
  );
}

/** What is wrong with a number, so that the mistake can be found. */
function Wrong({ found }: { readonly found: SerialFound | null }) {
  const { t, i18n } = useTranslation();
  if (!found?.problem) return null;
  const zh = i18n.language === 'zh-CN';
  return (
    <Notice tone="due" role="alert">
      <p>{zh ? found.problem.zh : found.problem.en}</p>
      {found.hint ? <p className="ac-small">{t('register.looksLike', { how: zh ? found.hint.zh : found.hint.en })}</p> : null}
    </Notice>
  );
}
