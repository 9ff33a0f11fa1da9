import { Chip, Moment } from '@aftercare/ui';
import type { AuditEntry } from '@aftercare/contract/audit';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { deviceWords } from '../security/device.ts';
import { partsOf, valueWords } from './kinds.ts';

const most = 12;

/** One line of the trail as a sentence, with what was before and is after. */
export function Line({ entry }: { readonly entry: AuditEntry }) {
  const { t, i18n } = useTranslation(['settings', 'app', 'ui']);
  const { kind, verb } = partsOf(entry.action);
  const [thing = '', id = ''] = entry.subject.split(/:(.*)/s);
  const words = (value: unknown) => valueWords(value, i18n.language, '–');
  // Known words in the reader's language; what no dictionary knows stays as it was written.
  const said = (name: string, value: unknown) => {
    const plain = words(value);
    if (name === 'by' && i18n.exists(`settings:audit.entered.${plain}`)) return t(`audit.entered.${plain}`);
    if (name === 'device') return deviceWords(plain).words || plain;
    return (name === 'status' || name === 'priority') && i18n.exists(`ui:${name}.${plain}`) ? t(`ui:${name}.${plain}`) : plain;
  };
  const reason = entry.reason && i18n.exists(`app:reason.${entry.reason}`) ? t(`app:reason.${entry.reason}`) : entry.reason;
  // Of what came or went only what it had.
  const fields = [...new Set([...Object.keys(entry.before ?? {}), ...Object.keys(entry.after ?? {})])].filter((name) => name !== 'id' && (words(entry.before?.[name]) !== '–' || words(entry.after?.[name]) !== '–'));
  return (
    <li className="st-audit__line">
      <span className="st-audit__what">
        <strong>{entry.actor.kind === 'system' ? t('audit.system') : entry.actor.name}</strong> {t(`audit.verb.${verb}`)} {kind === 'session' ? null : t(`audit.kind.${kind}`, { defaultValue: kind })}{' '}
        {thing === 'ticket' ? <Link to="/tickets/$ticketId" params={{ ticketId: id }}>#{id}</Link> : thing === 'customer' ? <Link to="/customers/$customerId" params={{ customerId: id }}>#{id}</Link> : kind === 'session' ? null : thing === 'import' ? t('audit.ofImport', { id }) : <code>{id}</code>}
        {entry.actor.kind === 'api' ? <> <Chip>{t('audit.byKey')}</Chip></> : null}
      </span>
      <span className="st-audit__at"><Moment at={entry.at} /></span>
      {reason ? <span className="ac-soft">{t('audit.reason', { reason })}</span> : null}
      {fields.length > 0 ? (
        <dl className="st-audit__values">
          {fields.slice(0, most).map((name) => (
            <div key={name} className="st-audit__value">
              <dt>{t(`audit.field.${name}`, { defaultValue: name })}</dt>
              <dd>{entry.before && name in entry.before ? <del><code>{said(name, entry.before[name])}</code></del> : null}{entry.before && entry.after ? ' → ' : null}{entry.after && name in entry.after ? <ins><code>{said(name, entry.after[name])}</code></ins> : null}</dd>
            </div>
          ))}
          {fields.length > most ? <><dt>…</dt><dd className="ac-faint">{t('audit.moreFields', { count: fields.length - most })}</dd></> : null}
        </dl>
      ) : null}
    </li>
  );
}
