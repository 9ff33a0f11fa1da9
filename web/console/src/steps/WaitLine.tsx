import { Moment, named } from '@aftercare/ui';
import { Hourglass, Mail, Radio, Timer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CaseSteps } from './data.ts';

const icons = { timer: Timer, message: Mail, signal: Radio } as const;

/** Something the case waits for: a word from outside, or a time. */
export function WaitLine({ wait }: { readonly wait: CaseSteps['waits'][number] }) {
  const { t, i18n } = useTranslation('steps');
  const Icon = icons[wait.kind as keyof typeof icons] ?? Hourglass;
  return (
    <p className="cw-wait">
      <Icon size={14} aria-hidden="true" />
      <span className="ac-grow">{t('waiting', { what: named(wait.title, i18n.language) })}</span>
      {wait.dueAt ? <Moment at={wait.dueAt} as="compact" className="ac-faint ac-small" /> : null}
    </p>
  );
}
