import { Button, Field, Notice, Textarea, faultSentence, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useMutation } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TableTry } from '../data.ts';
import { parsed } from '../try/json.ts';
import { inputExample } from './example.ts';
import { markRules } from './rules.ts';

interface Props { readonly read: () => Promise<string>; readonly decision: string | undefined; readonly host: RefObject<HTMLDivElement | null>; /** Grows when the table changes: marks of an old answer go. */ readonly turn: number }

/** Asks the table with example inputs: the answer, and in the table which rules fitted and which one decided. */
export function TryTable({ read, decision, host, turn }: Props) {
  const { t } = useTranslation('processes');
  const { call } = useApi();
  const [text, setText] = useState<string | null>(null);
  const [suggested, setSuggested] = useState('{}');
  useEffect(() => { let gone = false; void read().then((xml) => { if (!gone) setSuggested(inputExample(xml, decision)); }); return () => { gone = true; }; }, [read, decision, turn]);
  const shown = text ?? suggested;
  const data = parsed(shown);
  const ask = useMutation({ mutationFn: async (): Promise<TableTry> => call(api.processes.tryTable, { body: { xml: await read(), variables: data ?? {}, ...(decision ? { decision } : {}) } }) });
  const answer = ask.data?.tables.find((one) => one.decision === decision) ?? ask.data?.tables.at(-1);
  useEffect(() => { ask.reset(); }, [turn, decision, ask.reset]);
  useEffect(() => markRules(host.current, answer ? { hits: answer.hits, decisive: answer.decisive } : null), [host, answer]);
  return (
    <form className="ac-stack" onSubmit={(event) => { event.preventDefault(); if (data) ask.mutate(); }}>
      <Field label={t('tables.inputs')} hint={t('tables.inputsHint')} fault={data ? null : t('try.dataFault')}>
        {(control) => <Textarea {...control} className="pr-code" rows={5} spellCheck={false} value={shown} onChange={(event) => setText(event.target.value)} />}
      </Field>
      <div className="ac-row"><Button type="submit" kind="primary" icon={<Play size={16} aria-hidden="true" />} busy={ask.isPending} disabled={!data}>{t('tables.ask')}</Button></div>
      {ask.isError ? <Notice tone="late" role="alert">{faultSentence(ask.error)}</Notice> : null}
      {ask.data ? (
        <div role="status" className="ac-stack-tight">
          {ask.data.error ? <Notice tone="late">{ask.data.error}</Notice> : null}
          {answer ? <Notice tone={answer.decisive.length > 0 ? 'done' : 'due'}>{answer.decisive.length > 0 ? t('tables.hit', { count: answer.decisive.length, rules: answer.decisive.map((id) => place(answer, id)).join(t('comma')) }) : t('tables.noHit')}{answer.hits.length > answer.decisive.length ? ` ${t('tables.alsoFit', { rules: answer.hits.filter((id) => !answer.decisive.includes(id)).map((id) => place(answer, id)).join(t('comma')) })}` : ''}</Notice> : null}
          <pre className="pr-code" tabIndex={0} aria-label={t('tables.answer')}>{JSON.stringify(ask.data.value, null, 2)}</pre>
        </div>
      ) : null}
    </form>
  );
}

/** The number of a rule as people count: rules that did not miss stand in order among all. */
function place(answer: TableTry['tables'][number], id: string): number {
  const at = answer.hits.indexOf(id);
  return answer.missedAt.flatMap((missed, index) => (missed === null ? [index + 1] : []))[at] ?? 0;
}
