import { absolute } from '@aftercare/ui';
import { ShieldCheck, ShieldX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GuideAnswer } from '../queries.ts';
import './guide.css';

/** What warranty owes for this unit, before anything is sent: until when, on what clause, or why not. */
export function Owed({ owed, type }: { readonly owed: NonNullable<GuideAnswer['owed']>; readonly type: string }) {
  const { t, i18n } = useTranslation();
  const remedy = owed.remedies[type === 'return' || type === 'exchange' ? type : 'repair'];
  const good = type === 'return' || type === 'exchange' ? (remedy?.owed ?? false) : owed.covered;
  const until = remedy?.until ?? owed.until;
  const Icon = good ? ShieldCheck : ShieldX;
  const what = type === 'return' || type === 'exchange' ? type : 'repair';
  return (
    <div className="p-owed" data-good={good}>
      <Icon size={22} aria-hidden="true" />
      <div>
        <strong>{t(good ? `owed.${what}` : `owed.${what}Not`)}</strong>
        {until ? <p>{t(good ? 'owed.until' : 'owed.ended', { day: absolute(`${until}T12:00:00Z`, i18n.language).split(/\s\d{1,2}:/)[0] })}</p> : null}
        <p className="ac-faint ac-small">{good ? owed.clause : owed.reason}</p>
      </div>
    </div>
  );
}
