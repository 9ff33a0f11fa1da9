import { Button, ErrorState, LanguageSwitch, Loading, Skeleton, named, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { loadCounterWords } from '../words.ts';
import './kiosk.css';

await loadCounterWords();
/** Seconds a number stays on the screen before the next person finds it as it was. */
const shownSeconds = 12;

/** At the door of a shop: one press, one number. */
export function KioskPage() {
  const { t, i18n } = useTranslation('counter');
  const { site } = useParams({ from: '/kiosk/$site' });
  const { t: token } = useSearch({ from: '/kiosk/$site' });
  const { call } = useApi();
  const params = { id: Number(site) };
  const kiosk = useQuery({ queryKey: ['kiosk', site], queryFn: () => call(api.counter.kiosk, { params, query: { t: token } }), refetchInterval: 15_000 });
  const take = useMutation({ mutationFn: (serviceId: number) => call(api.counter.take, { params, query: { t: token }, body: { serviceId } }), onSuccess: () => void kiosk.refetch() });
  const { reset, data: mine } = take;
  useEffect(() => {
    if (!mine) return;
    const timer = setTimeout(reset, shownSeconds * 1000);
    return () => clearTimeout(timer);
  }, [mine, reset]);
  if (kiosk.isError || take.isError) return <div className="kk"><ErrorState heading="h1" error={kiosk.error ?? take.error} safe={t('kiosk.safe')} retry={() => { reset(); void kiosk.refetch(); }} /></div>;
  if (!kiosk.data) return <Loading className="kk"><Skeleton width="40%" height="3rem" /><Skeleton height="9rem" /><Skeleton height="9rem" /></Loading>;
  return (
    <main className="kk">
      <header className="kk-head"><div><p className="ac-soft">{kiosk.data.company}</p><h1>{named(kiosk.data.site, i18n.language)}</h1></div><LanguageSwitch /></header>
      {mine ? (
        <section className="kk-mine" aria-live="assertive">
          <p className="kk-mine__what">{named(mine.service, i18n.language)} · {t('kiosk.yours')}</p>
          <p className="kk-mine__code">{mine.code}</p>
          <p className="kk-mine__ahead">{mine.ahead === 0 ? t('kiosk.youAreNext') : t('kiosk.ahead', { count: mine.ahead })}{mine.waitMinutes && mine.ahead > 0 ? ` · ${t('kiosk.about', { count: Math.max(1, Math.round(mine.waitMinutes)) })}` : ''}</p>
          <p className="ac-soft">{t('kiosk.watch')}</p>
          <Button size="large" onClick={reset}>{t('kiosk.done')}</Button>
        </section>
      ) : (
        <>
          <h2 className="kk-ask">{t('kiosk.ask')}</h2>
          <div className="kk-services">
            {kiosk.data.services.map((service) => (
              <button key={service.id} type="button" className="kk-service" disabled={take.isPending} onClick={() => take.mutate(service.id)}>
                <span className="kk-service__letter" aria-hidden="true">{service.letter}</span>
                <span className="kk-service__words"><span className="kk-service__name">{named(service.name, i18n.language)}</span><span className="kk-service__wait">{service.waiting === 0 ? t('kiosk.nobody') : t('kiosk.waiting', { count: service.waiting })}</span></span>
              </button>
            ))}
          </div>
        </>
      )}
    </main>
  );
}
