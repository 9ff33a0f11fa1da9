import type { Ticket } from '@aftercare/contract/tickets';
import { Avatar, Button, Checkbox, ClockChip, IconButton, named, useToasts } from '@aftercare/ui';
import { Check, Copy, MessageSquareQuote, UserPlus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../data/useQueries.ts';
import { offerWords } from '../ticket/composer/offer.ts';
import type { CaseTask } from './data.ts';
import type { StepActs } from './data.ts';
import { type Answers, missingIn } from './answers.ts';
import { StepFields } from './StepFields.tsx';

/** The step in hand: by when, whose, the standard, what to say, what to tick, what to write down, and the button that says it is done. */
export function TaskCard({ task, ticket, can, acts, reply = false }: { readonly task: CaseTask; readonly ticket: Pick<Ticket, 'id' | 'language'>; readonly can: boolean; readonly acts: StepActs; /** A reply stands beside it to put words into. */ readonly reply?: boolean }) {
  const { t, i18n } = useTranslation('steps');
  const me = useMe();
  const { complete, take, keep } = acts;
  const [checked, setChecked] = useState<readonly string[]>(task.progress?.checked ?? []);
  const [answers, setAnswers] = useState<Answers>(task.progress?.answers ?? {});
  const [tried, setTried] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => { if (timer.current) clearTimeout(timer.current); }, []);
  const saveSoon = (next: { checked?: readonly string[]; answers?: Answers }) => {
    const whole = { taskId: task.id, checked: [...(next.checked ?? checked)], answers: next.answers ?? answers };
    if (timer.current) clearTimeout(timer.current);
    timer.current = setTimeout(() => keep.mutate(whole), 700);
  };
  const tick = (key: string, on: boolean) => { const next = on ? [...checked, key] : checked.filter((one) => one !== key); setChecked(next); saveSoon({ checked: next }); };
  const write = (key: string, value: unknown) => { const next = { ...answers, [key]: value }; setAnswers(next); saveSoon({ answers: next }); };
  const missing = missingIn(task.form, answers);
  const finish = () => {
    setTried(true);
    if (missing.length > 0) return;
    if (timer.current) clearTimeout(timer.current);
    complete.mutate({ taskId: task.id, answers, checked: [...checked] });
  };
  const unticked = task.checklist.filter((item) => !checked.includes(item.key)).length;
  return (
    <article className="cw-task" aria-label={named(task.title, i18n.language)}>
      <header className="cw-task__head">
        <h3 className="cw-task__title">{named(task.title, i18n.language)}</h3>
        {task.dueAt ? <ClockChip clock={{ state: 'running', dueAt: task.dueAt, startedAt: task.openedAt }} /> : null}
      </header>
      <div className="cw-task__who">
        {task.assignee ? <><Avatar name={task.assignee.name} size="small" ours /><span className="ac-clip">{task.assignee.name}</span></> : <span className="ac-faint">{t('waitsFor', { role: t(`role.${task.role ?? 'any'}`, { defaultValue: task.role ?? '' }) })}</span>}
        {can && task.assignee?.id !== me.id ? <Button kind="quiet" size="small" icon={<UserPlus size={14} />} busy={take.isPending} onClick={() => take.mutate({ taskId: task.id, agentId: me.id })}>{t('take')}</Button> : null}
      </div>
      {task.standard ? <p className="cw-task__standard">{named(task.standard, i18n.language)}</p> : null}
      {task.script ? <Script text={named(task.script, ticket.language)} ticketId={reply ? ticket.id : null} /> : null}
      {task.checklist.length > 0 ? <div className="cw-task__list" role="group" aria-label={t('checklist')}>{task.checklist.map((item) => <Checkbox key={item.key} label={named(item.title, i18n.language)} checked={checked.includes(item.key)} disabled={!can} onChange={(on) => tick(item.key, on)} />)}</div> : null}
      <StepFields form={task.form} answers={answers} onWrite={write} missing={tried ? missing : []} disabled={!can} />
      {task.customer ? <p className="ac-faint ac-small">{t('customerReads', { words: named(task.customer, i18n.language) })}</p> : null}
      {can ? <Button kind="primary" wide icon={<Check size={16} />} busy={complete.isPending} onClick={finish}>{unticked > 0 && task.checklist.length > 0 ? t('doneLeft', { count: unticked }) : t('done')}</Button> : null}
    </article>
  );
}

/** What to say, in the customer's language; goes into the reply or the clipboard. */
function Script({ text, ticketId }: { readonly text: string; readonly ticketId: number | null }) {
  const { t } = useTranslation('steps');
  const toasts = useToasts();
  return (
    <figure className="cw-script">
      <figcaption className="cw-script__head"><MessageSquareQuote size={14} aria-hidden="true" />{t('script')}</figcaption>
      <blockquote>{text}</blockquote>
      <div className="cw-script__acts">
        {ticketId === null ? <span /> : <Button kind="link" size="small" onClick={() => offerWords(ticketId, text)}>{t('intoReply')}</Button>}
        <IconButton size="small" label={t('copy')} icon={<Copy size={14} />} onClick={() => void navigator.clipboard.writeText(text).then(() => toasts.show({ text: t('copied'), seconds: 3 }), () => undefined)} />
      </div>
    </figure>
  );
}
