import { Section, Stars } from '@aftercare/ui';
import { useTranslation } from 'react-i18next';
import type { TicketPage } from '../../data/types.ts';

/** What the customer thought of it, or that they were asked. */
export function Satisfaction({ survey }: { readonly survey: NonNullable<TicketPage['survey']> }) {
  const { t } = useTranslation();
  return (
    <Section title={t('survey.title')}>
      {survey.answer ? <><Stars value={survey.answer.overall} />{survey.answer.comment ? <p className="ac-soft">{survey.answer.comment}</p> : null}</> : <p className="ac-faint">{t('survey.waiting')}</p>}
    </Section>
  );
}
