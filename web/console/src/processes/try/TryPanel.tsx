import { Button, EmptyState, Field, Notice, Textarea, faultSentence, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useMutation } from '@tanstack/react-query';
import { FlaskConical, Play, RotateCcw, Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScriptStep, TryResult } from '../data.ts';
import type { Marks } from '../view/marks.ts';
import { parsed } from './json.ts';
import { tryMarks } from './trace.ts';
import { Wait } from './Wait.tsx';

interface Props { readonly read: () => Promise<string>; readonly nameOf: (id: string) => string; readonly onMarks: (marks: Marks) => void; readonly onGo: (id: string) => void; /** Grows when the drawing changes: an old walk no longer counts. */ readonly turn: number }
const example = '{\n  "subject": "…",\n  "tier": "standard",\n  "language": "zh-CN"\n}';

/** A dry run: the server walks the drawing with example data; at each stop one says what happens next. Nothing is kept, nothing is called. */
export function TryPanel({ read, nameOf, onMarks, onGo, turn }: Props) {
  const { t } = useTranslation('processes');
  const { call } = useApi();
  const [text, setText] = useState(example);
  const [script, setScript] = useState<readonly ScriptStep[]>([]);
  const [result, setResult] = useState<TryResult | null>(null);
  const walk = useMutation({
    mutationFn: async (steps: readonly ScriptStep[]) => call(api.processes.try, { body: { xml: await read(), variables: parsed(text) ?? {}, script: [...steps], results: {} } }),
    onSuccess: (found, steps) => { setScript(steps); setResult(found); onMarks(tryMarks(found)); },
  });
  useEffect(() => { setResult(null); setScript([]); onMarks({}); }, [turn, onMarks]);
  useEffect(() => () => onMarks({}), [onMarks]);
  const faulty = parsed(text) === null;
  const steps = result?.trace.filter((one) => one.what === 'enter') ?? [];
  return (
    <div className="pr-panel">
      <Field label={t('try.data')} hint={t('try.dataHint')} fault={faulty ? t('try.dataFault') : null}>
        {(control) => <Textarea {...control} className="pr-code" rows={6} spellCheck={false} value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
      <div className="ac-row">
        <Button kind="primary" icon={result ? <RotateCcw size={16} aria-hidden="true" /> : <Play size={16} aria-hidden="true" />} disabled={faulty} busy={walk.isPending} onClick={() => walk.mutate([])}>{t(result ? 'try.again' : 'try.start')}</Button>
        {script.length > 0 ? <Button icon={<Undo2 size={16} aria-hidden="true" />} onClick={() => walk.mutate(script.slice(0, -1))}>{t('try.back')}</Button> : null}
      </div>
      {walk.isError ? <Notice tone="late" role="alert">{faultSentence(walk.error)}</Notice> : null}
      {result === null && !walk.isError ? <EmptyState icon={<FlaskConical size={22} />} title={t('try.emptyTitle')} text={t('try.emptyText')} /> : null}
      {result ? (
        <div className="ac-stack" aria-live="polite">
          <Notice tone={result.state === 'completed' ? 'done' : result.state === 'running' ? 'accent' : 'late'}>{t(`try.state.${result.state}`)}{result.error ? <div>{result.error}</div> : null}</Notice>
          {result.state === 'running' ? result.waiting.map((one) => <Wait key={`${one.elementId}-${script.length}`} waiting={one} name={nameOf(one.elementId)} busy={walk.isPending} onStep={(step) => walk.mutate([...script, step])} onGo={() => onGo(one.elementId)} />) : null}
          <details className="pr-more" open>
            <summary>{t('try.trace', { count: steps.length })}</summary>
            <ol className="pr-trace">{steps.map((one, at) => <li key={`${one.elementId}-${at}`}><Button kind="link" size="small" onClick={() => onGo(one.elementId)}>{nameOf(one.elementId)}</Button></li>)}</ol>
          </details>
          {result.calls.length > 0 ? (
            <details className="pr-more">
              <summary>{t('try.calls', { count: result.calls.length })}</summary>
              <ul className="pr-trace">{result.calls.map((one, at) => <li key={`${one.elementId}-${at}`}><code>{one.action}</code><pre className="pr-code">{JSON.stringify(one.input, null, 2)}</pre></li>)}</ul>
            </details>
          ) : null}
          <details className="pr-more"><summary>{t('try.variables')}</summary><pre className="pr-code" tabIndex={0}>{JSON.stringify(result.variables, null, 2)}</pre></details>
        </div>
      ) : null}
    </div>
  );
}
