import { useTranslation } from 'react-i18next';
import { cut } from './variables.ts';
import type { Variable } from './variables.ts';

/** The template with example values, as the customer reads it. A variable nobody knows is marked, for it would go out as it stands. */
export function Preview({ body, language, company, agent }: { readonly body: string; readonly language: 'zh-CN' | 'en'; readonly company: string; readonly agent: string }) {
  const { t, i18n } = useTranslation('settings');
  // Example values speak the language of the template, not that of the screen.
  const say = i18n.getFixedT(language, 'settings');
  const values: Record<Variable, string> = {
    'customer.name': say('sample.customer'), 'ticket.number': '#1024', 'ticket.subject': say('sample.subject'), 'ticket.product': say('sample.product'), 'ticket.serial': 'SN-2607-0042', 'ticket.link': `${location.origin}/portal/t/1024`,
    'agent.name': agent, 'company.name': company, today: new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(Date.now()),
  };
  const pieces = cut(body);
  const unknown = [...new Set(pieces.flatMap((piece) => (piece.kind === 'variable' && !piece.known ? [piece.text] : [])))];
  return (
    <section className="st-preview" aria-label={t('templates.preview')}>
      <span className="ac-field__label">{t('templates.preview')}</span>
      <div className="st-preview__paper" lang={language}>
        {pieces.length === 0 ? <span className="ac-faint">{t('templates.previewEmpty')}</span> : pieces.map((piece, at) => (piece.kind === 'text' ? <span key={at}>{piece.text}</span> : piece.known ? <span key={at} className="st-preview__value" title={piece.text}>{values[piece.name as Variable]}</span> : <mark key={at} className="st-preview__unknown">{piece.text}</mark>))}
      </div>
      {unknown.length > 0 ? <p className="ac-field__fault" role="status">{t('templates.unknown', { names: unknown.join(' ') })}</p> : null}
    </section>
  );
}
