import { Chip, Moment } from '@aftercare/ui';
import type { AuditEntry } from '@aftercare/contract/audit';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { reasonWords } from '../../ticket/timeline/reasonWords.ts';
import { deviceWords } from '../security/device.ts';
import { partsOf, valueWords } from './kinds.ts';

const most = 12;
/** Before and after were hidden before they were written down. */
const isSecret = (entry: AuditEntry, name: string) => entry.before?.[name] === '…' && entry.after?.[name] === '…';

/** One line of the trail as a sentence, with what was before and is after. */
export function Line({ entry, names }: { readonly entry: AuditEntry; /** Colleagues by their number. */ readonly names: ReadonlyMap<string, string> }) {
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
  const reason = entry.reason ? reasonWords(entry.reason, i18n) : null;
  const fieldWords = (name: string) => (i18n.exists(`settings:audit.field.${name}`) ? t(`audit.field.${name}`) : i18n.exists(`app:field.${name}`) ? t(`app:field.${name}`) : name);
  // Of what came or went only what it had.
  const fields = [...new Set([...Object.keys(entry.before ?? {}), ...Object.keys(entry.after ?? {})])].filter((name) => name !== 'id' && (words(entry.before?.[name]) !== '–' || words(entry.after?.[name]) !== '–'));
  return (
    <li className="st-audit__line">
      <span className="st-audit__what">
        <strong>{entry.actor.kind === 'system' ? t('audit.system') : entry.actor.name}</strong> {t(`audit.verb.${verb}`)} {kind === 'session' ? null : t(`audit.kind.${kind}`, { defaultValue: kind })}{' '}
        {thing === 'ticket' ? <Link to="/tickets/$ticketId" params={{ ticketId: id }}>#{id}</Link> : thing === 'customer' ? <Link to="/customers/$customerId" params={{ customerId: id }}>#{id}</Link> : kind === 'session' ? null : thing === 'import' ? t('audit.ofImport', { id }) : kind === 'agent' && names.has(id) ? <span translate="no">{names.get(id)}</span> : <code>{id}</code>}
        {entry.actor.kind === 'api' ? <> <Chip>{t('audit.byKey')}</Chip></> : null}
      </span>
      <span className="st-audit__at"><Moment at={entry.at} /></span>
      {reason ? <span className="ac-soft">{t('audit.reason', { reason })}</span> : null}
      {fields.length > 0 ? (
        <dl className="st-audit__values">
          {fields.slice(0, most).map((name) => (
            <div key={name} className="st-audit__value">
              <dt>{fieldWords(name)}</dt>
              <dd>{isSecret(entry, name) ? t('audit.secret') : <>{entry.before && name in entry.before ? <del><code>{said(name, entry.before[name])}</code></del> : null}{entry.before && entry.after ? ' → ' : null}{entry.after && name in entry.after ? <ins><code>{said(name, entry.after[name])}</code></ins> : null}</>}</dd>
            </div>
          ))}
          {fields.length > most ? <><dt>…</dt><dd className="ac-faint">{t('audit.moreFields', { count: fields.length - most })}</dd></> : null}
        </dl>
      ) : null}
    </li>
  );
}
