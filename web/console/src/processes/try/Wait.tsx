import { Button, Field, Input, Textarea } from '@aftercare/ui';
import { Bell, Check, Clock, Mail } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScriptStep, TryResult } from '../data.ts';
import { parsed } from './json.ts';

interface Props { readonly waiting: TryResult['waiting'][number]; readonly name: string; readonly busy: boolean; readonly onStep: (step: ScriptStep) => void; readonly onGo: () => void }
const icons = { task: Check, message: Mail, signal: Bell, timer: Clock } as const;

/** One thing the dry run waits for, and what could happen to it. */
export function Wait({ waiting, name, busy, onStep, onGo }: Props) {
  const { t } = useTranslation('processes');
  const [text, setText] = useState('{}');
  const [span, setSpan] = useState('P1D');
  const kind = waiting.kind in icons ? (waiting.kind as keyof typeof icons) : 'timer';
  const Icon = icons[kind];
  const data = parsed(text);
  const step = (): ScriptStep => {
    const given = data ?? {};
    if (kind === 'task') return { complete: waiting.elementId, output: given };
    if (kind === 'message') return { message: waiting.name ?? waiting.elementId, payload: given };
    if (kind === 'signal') return { signal: waiting.name ?? waiting.elementId, payload: given };
    return { advance: span };
  };
  return (
    <form className="pr-wait" onSubmit={(event) => { event.preventDefault(); if (data) onStep(step()); }}>
      <div className="ac-row"><Icon size={16} aria-hidden="true" /><Button kind="link" onClick={onGo}>{name}</Button><span className="ac-faint ac-small">{t(`try.waits.${kind}`, { name: waiting.name ?? '' })}</span></div>
      {kind === 'timer'
        ? <Field label={t('try.advance')} hint={t('try.advanceHint')}>{(control) => <Input {...control} value={span} onChange={(event) => setSpan(event.target.value)} />}</Field>
        : <Field label={t(kind === 'task' ? 'try.output' : 'try.payload')} fault={data ? null : t('try.dataFault')}>{(control) => <Textarea {...control} className="pr-code" rows={2} spellCheck={false} value={text} onChange={(event) => setText(event.target.value)} />}</Field>}
      <Button type="submit" size="small" busy={busy} disabled={!data}>{t(`try.do.${kind}`)}</Button>
    </form>
  );
}
