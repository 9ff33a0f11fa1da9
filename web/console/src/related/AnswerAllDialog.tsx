import { Button, Dialog, Field, Select, Textarea } from '@aftercare/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBulkStart } from '../bulk/runs.ts';

/** One answer to the customers of all unfinished parts, each in their language and by their door. */
export function AnswerAllDialog({ ticketId, count, onClose }: { readonly ticketId: number; readonly count: number; readonly onClose: () => void }) {
  const { t } = useTranslation('related');
  const [text, setText] = useState({ zh: '', en: '' });
  const [after, setAfter] = useState<'keep' | 'wait' | 'solve'>('keep');
  const start = useBulkStart(onClose);
  return (
    <Dialog
      open onClose={onClose} title={t('answerAllTitle')} onSubmit={() => start.mutate({ work: { kind: 'reply', text, after }, childrenOf: ticketId })}
      foot={<><Button onClick={onClose}>{t('cancel')}</Button><Button kind="primary" type="submit" disabled={text.zh.trim() === '' && text.en.trim() === ''} busy={start.isPending}>{t('send')}</Button></>}
    >
      <div className="ac-stack">
        <p className="ac-soft">{t('answerAllHint', { count })} {t('textHint', { vars: '{{customer.name}}, {{ticket.number}}' })}</p>
        {(['zh', 'en'] as const).map((language) => (
          <Field key={language} label={t(`text.${language}`)}>{(control) => <Textarea {...control} grows rows={4} lang={language === 'zh' ? 'zh-CN' : 'en'} maxLength={20_000} value={text[language]} onChange={(event) => setText({ ...text, [language]: event.target.value })} />}</Field>
        ))}
        <Field label={t('then')}>{(control) => <Select {...control} value={after} choices={[{ value: 'keep', label: t('thenKeep') }, { value: 'wait', label: t('thenWait') }, { value: 'solve', label: t('thenSolve') }]} onChange={setAfter} />}</Field>
      </div>
    </Dialog>
  );
}
