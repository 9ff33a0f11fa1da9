import { portal } from '@aftercare/contract/portal';
import type { GoOn as Ways } from '@aftercare/contract/go-on';
import { Button, ChannelMark, Notice, buttonClass, faultSentence, useApi } from '@aftercare/ui';
import { useMutation } from '@tanstack/react-query';
import { QrCode, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import './goon.css';

const picture = (svg: string) => `data:image/svg+xml,${encodeURIComponent(svg)}`;

/** Going on with this matter on the phone, by mail or wherever we are: scan, tap, or write the code to us. */
export function GoOn({ id, token }: { readonly id: number; readonly token: string | undefined }) {
  const { t } = useTranslation();
  const { call } = useApi();
  const ask = useMutation({ mutationFn: () => call(portal.goOn, { params: { id }, query: token ? { token } : {}, body: { wants: 'page' } }) });
  if (ask.data) return <Shown ways={ask.data} />;
  return (
    <div className="p-goon__ask">
      {ask.error ? <Notice tone="late" role="alert">{faultSentence(ask.error)}</Notice> : null}
      <Button icon={<Smartphone size={18} aria-hidden="true" />} busy={ask.isPending} onClick={() => ask.mutate()}>{t('goOn.ask')}</Button>
    </div>
  );
}

function Shown({ ways }: { readonly ways: Ways }) {
  const { t } = useTranslation(['app', 'ui']);
  const [copied, setCopied] = useState(false);
  const [scan, setScan] = useState<string | null>(null);
  return (
    <section className="p-panel p-goon" aria-labelledby="goon">
      <h2 id="goon" className="p-goon__title">{t('goOn.title')}</h2>
      <div className="p-goon__page"><img src={picture(ways.page.qr)} alt={t('goOn.qr')} className="p-goon__qr" /><p>{t('goOn.page')}</p></div>
      <div className="ac-stack-tight">
        <p>{t('goOn.code')}</p>
        <p className="ac-row"><strong className="p-goon__code">{ways.code}</strong><Button size="small" onClick={() => void navigator.clipboard.writeText(ways.code).then(() => setCopied(true), () => undefined)}>{copied ? t('goOn.copied') : t('goOn.copy')}</Button></p>
      </div>
      <ul className="p-goon__ways">
        {ways.ways.map((way) => (
          <li key={way.kind}>
            <ChannelMark channel={way.kind} words size={18} />
            <span className="ac-grow ac-soft ac-clip">{way.address || way.name}</span>
            {way.qr ? <Button aria-expanded={scan === way.kind} aria-label={t('goOn.scan', { kind: t(`ui:channel.${way.kind}`) })} icon={<QrCode size={18} aria-hidden="true" />} onClick={() => setScan(scan === way.kind ? null : way.kind)} /> : null}
            {way.url ? <a className={buttonClass('secondary')} href={way.url}>{t('goOn.open')}</a> : null}
            {way.qr && scan === way.kind ? <img src={picture(way.qr)} alt={t('goOn.scanQr', { kind: t(`ui:channel.${way.kind}`) })} className="p-goon__qr p-goon__qr--way" /> : null}
          </li>
        ))}
      </ul>
      <p className="ac-faint ac-small">{t('goOn.lasts')}</p>
    </section>
  );
}
