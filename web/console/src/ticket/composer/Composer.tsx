import { Button, ChannelMark, IconButton, Menu, Notice, Select, UploadList, faultSentence, filterOptions, useApi, useToasts, useUploads } from '@aftercare/ui';
import type { LivePeople } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useQuery } from '@tanstack/react-query';
import { ChevronDown, Lock, Paperclip, Send } from 'lucide-react';
import { useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../../command/command.ts';
import { useCommands, useLatest } from '../../command/CommandProvider.tsx';
import { shownKeys } from '../../command/keys.ts';
import type { ChannelKind, FileInfo, TicketPage } from '../../data/types.ts';
import { useQueries } from '../../data/useQueries.ts';
import { useGoesOn } from '../../inbox/useFolded.ts';
import { WaitingHere } from '../../outbox/WaitingHere.tsx';
import type { Draft } from './draft.ts';
import { useOfferedWords } from './offer.ts';
import { MacroPicker } from './MacroPicker.tsx';
import { Suggestions } from './Suggestions.tsx';
import { TemplatePicker, useTemplateOptions } from './TemplatePicker.tsx';
import { mentionsIn, replaceTrigger, triggerAt } from './trigger.ts';
import type { CaretTrigger } from './trigger.ts';
import { uploadOf } from './uploadOf.ts';
import { useDraft } from './useDraft.ts';
import { useSend } from './useSend.ts';
import type { Then } from './useSend.ts';
import { useTypingSignal } from './useTypingSignal.ts';
import './composer.css';

export interface ComposerHandle { readonly write: (kind: 'reply' | 'note') => void }
interface Props { readonly ref: Ref<ComposerHandle>; readonly page: TicketPage; readonly people: LivePeople; readonly onTyping: (on: boolean) => void; readonly onDone: () => void }
const maxFileBytes = 25 * 1024 * 1024;
const [sendKey, solveKey] = ['mod+enter', 'mod+shift+enter'].map((keys) => shownKeys(keys).join(' '));

/** Where answers and notes are written. The paper says which it is: white goes to the customer, yellow stays with us. */
export function Composer({ ref, page, people, onTyping, onDone }: Props) {
  const { t } = useTranslation(['app', 'ui']);
  const { call, upload } = useApi();
  const toasts = useToasts();
  const { ticket, channels } = page;
  // Where it went on, one answers; here only notes are written.
  const can = { ...page.can, reply: page.can.reply && !ticket.mergedInto };
  const { draft, write, clear, state } = useDraft(ticket.id);
  const [chosen, setChannel] = useState<ChannelKind | null>(null);
  // Until somebody chooses, the answer follows the customer from door to door.
  const channel = channels.find((one) => one.kind === chosen)?.kind ?? channels[0]?.kind;
  const [trigger, setTrigger] = useState<CaretTrigger | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const suggestKeys = useRef<((event: KeyboardEvent) => void) | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const uploads = useUploads<FileInfo>({ send: (file) => upload('/files', file), maxBytes: maxFileBytes, initial: draft.files.map(uploadOf) });
  const agents = useQuery(useQueries().agents());
  const templates = useTemplateOptions(ticket.language, channel);
  const typing = useTypingSignal(onTyping);
  const [goesOn, setGoesOn] = useGoesOn();
  const kind = can.reply ? draft.kind : 'note';
  const note = kind === 'note';
  const sent = uploads.uploads.flatMap((one) => (one.sent ? [one.sent] : []));
  const sending = useSend(page, (sent) => { clear(sent.text); uploads.reset(); typing.rest(); });
  // A file that did not arrive must not be left out silently.
  const lost = uploads.uploads.some((one) => one.state === 'failed' || one.state === 'refused');
  const ready = draft.text.trim() !== '' && !lost && (note || channels.length > 0) && !uploads.sending && !sending.isPending;

  useImperativeHandle(ref, () => ({ write: (next) => { if (draft.kind !== next) write({ kind: next }); area.current?.focus(); } }), [draft.kind, write]);
  useRestored(ticket.id, (restored) => { write(restored); uploads.reset(restored.files.map(uploadOf)); area.current?.focus(); });
  useOfferedWords(ticket.id, (words) => { write({ kind: 'reply', text: [draft.text.trimEnd(), words].filter(Boolean).join('\n\n') }); area.current?.focus(); });
  const fileKey = sent.map((file) => file.id).join();
  const knownFiles = useRef(draft.files.map((file) => file.id).join());
  useEffect(() => {
    // Files of a draft that came from the server after the first drawing.
    const ids = draft.files.map((file) => file.id).join();
    if (ids !== knownFiles.current && ids !== fileKey) uploads.reset(draft.files.map(uploadOf));
    knownFiles.current = ids;
  }, [draft.files]);
  useEffect(() => { if (fileKey !== draft.files.map((file) => file.id).join()) { knownFiles.current = fileKey; write({ files: sent }); } }, [fileKey]);

  const look = () => {
    const box = area.current;
    const found = box && box.selectionStart === box.selectionEnd ? triggerAt(box.value, box.selectionStart) : null;
    setTrigger(found && (found.kind === 'mention') === note ? found : null);
  };
  const insert = (words: string, at: CaretTrigger | null) => {
    const box = area.current;
    const caret = box?.selectionStart ?? draft.text.length;
    const next = at ? replaceTrigger(draft.text, caret, at, words) : { text: draft.text.slice(0, caret) + words + draft.text.slice(box?.selectionEnd ?? caret), caret: caret + words.length };
    write({ text: next.text });
    setTrigger(null);
    requestAnimationFrame(() => { box?.focus(); box?.setSelectionRange(next.caret, next.caret); });
  };
  const insertTemplate = (templateId: number, at: CaretTrigger | null) => void call(api.conversations.renderTemplate, { params: { id: ticket.id, templateId } })
    .then(({ text }) => insert(text, at), (error) => toasts.show({ kind: 'fault', text: faultSentence(error) }));
  const send = (then: Then) => {
    if (!ready) return;
    const people = agents.data?.items ?? [];
    // What must happen wherever its writer is by then stands in useSend; on to the next ticket goes only who is still here.
    sending.mutate({ kind, text: draft.text.trim(), files: sent, channel, then, mentions: note ? mentionsIn(draft.text, people) : [], key: crypto.randomUUID() }, { onSuccess: () => { if (!note && (then === 'solve' || goesOn)) onDone(); } });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (trigger && suggestKeys.current && ['ArrowDown', 'ArrowUp', 'Enter', 'Tab'].includes(event.key) && !event.ctrlKey && !event.metaKey) {
      suggestKeys.current(event);
      if (event.defaultPrevented) return;
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); send(event.shiftKey ? 'solve' : 'wait'); }
    if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); if (trigger) setTrigger(null); else event.currentTarget.blur(); }
  };
  const sendKeys = useLatest((then: Then) => send(then));
  useCommands(useMemo((): Command[] => [
    { id: 'send', group: 'compose', label: t(note ? 'composer.addNote' : 'composer.sendWait'), keys: 'mod+enter', allowed: true, hidden: true, whileTyping: true, perform: () => sendKeys('wait') },
    { id: 'send-solve', group: 'compose', label: t('composer.sendSolve'), keys: 'mod+shift+enter', allowed: !note, hidden: true, whileTyping: true, perform: () => sendKeys('solve') },
    { id: 'leave-text', group: 'compose', label: t('command.leaveText'), keys: 'escape', allowed: false, told: true, hidden: true, perform: () => undefined },
    { id: 'templates', group: 'compose', label: t('composer.templates'), keys: '/', allowed: false, told: !note, hidden: true, perform: () => undefined },
    { id: 'colleagues', group: 'compose', label: t('composer.mention'), keys: '@', allowed: false, told: note, hidden: true, perform: () => undefined },
  ], [t, note, sendKeys]));
  const others = people.filter((one) => one.who === 'agent' && one.state === 'typing');
  if (!can.reply && !can.write) return null;
  return (
    <section
      className="cs-composer" data-kept data-kind={kind} aria-label={t('composer.label')}
      onDragOver={(event) => event.preventDefault()} onDrop={(event) => { event.preventDefault(); uploads.add(event.dataTransfer.files); }}
    >
      <WaitingHere ticketId={ticket.id} />
      {others.length > 0 && !note ? <Notice tone="due" role="status">{t('people.alsoWriting', { name: others.map((one) => one.name).join(t('change.join')) })}</Notice> : null}
      {trigger?.kind === 'template' ? <Suggestions label={t('composer.templates')} options={filterOptions(templates, trigger.query).slice(0, 8)} onPick={(id) => insertTemplate(id, trigger)} none={t('composer.noTemplates')} onKeys={(handler) => { suggestKeys.current = handler; }} /> : null}
      {trigger?.kind === 'mention' ? <Suggestions faces label={t('composer.mention')} options={filterOptions((agents.data?.items ?? []).filter((one) => one.status === 'active').map((one) => ({ value: one.name, label: one.name })), trigger.query).slice(0, 8)} onPick={(name) => insert(`@${name} `, trigger)} none={t('ui:noneFound')} onKeys={(handler) => { suggestKeys.current = handler; }} /> : null}
      <div className="cs-composer__head">
        <div className="cs-composer__kinds" role="group" aria-label={t('composer.kind')}>
          {can.reply ? <button type="button" aria-pressed={!note} onClick={() => { write({ kind: 'reply' }); area.current?.focus(); }}>{t('composer.reply')}</button> : null}
          {can.write ? <button type="button" aria-pressed={note} onClick={() => { write({ kind: 'note' }); area.current?.focus(); }}><Lock size={12} aria-hidden="true" />{t('composer.note')}</button> : null}
        </div>
        {note ? <span className="ac-faint ac-small">{t('composer.noteHint')}</span> : channels.length > 1 && channel ? (
          <span className="cs-composer__to"><ChannelMark channel={channel} size={14} /><Select aria-label={t('composer.channel')} value={channel} choices={channels.map((one) => ({ value: one.kind, label: [t(`ui:channel.${one.kind}`), one.address].filter(Boolean).join(' · ') }))} onChange={setChannel} />{channel !== channels[0]?.kind && channel !== 'portal' ? <span className="ac-faint ac-small" role="status">{t('composer.goesAlong')}</span> : null}</span>
        ) : channels[0] ? <span className="cs-composer__to ac-faint ac-small"><ChannelMark channel={channels[0].kind} size={14} words={!channels[0].address} /><span className="ac-clip">{channels[0].address}</span></span> : <span className="cs-composer__to ac-small ac-faint">{t('composer.noChannel')}</span>}
      </div>
      <textarea
        ref={area} className="cs-composer__text" rows={3} value={draft.text} maxLength={100_000} aria-label={note ? t('composer.note') : t('composer.reply')}
        placeholder={note ? t('composer.notePlaceholder') : t('composer.replyPlaceholder', { name: ticket.customer.name })}
        onChange={(event) => { write({ text: event.target.value }); typing.press(); look(); }} onKeyDown={onKeyDown} onClick={look} onBlur={() => { typing.rest(); setTrigger(null); }}
        onPaste={(event) => { const files = [...event.clipboardData.files]; if (files.length > 0) { event.preventDefault(); uploads.add(files); } }}
      />
      {uploads.uploads.length > 0 ? <div className="cs-composer__files"><UploadList uploads={uploads.uploads} onRemove={uploads.remove} onRetry={uploads.retry} /></div> : null}
      <div className="cs-composer__foot">
        <IconButton size="small" label={t('composer.attach')} icon={<Paperclip size={16} />} onClick={() => picker.current?.click()} />
        <input ref={picker} type="file" multiple hidden onChange={(event) => { uploads.add(event.target.files ?? []); event.target.value = ''; }} />
        {note ? null : <TemplatePicker options={templates} onPick={(id) => insertTemplate(id, null)} />}
        {can.write ? <MacroPicker ticketId={ticket.id} onText={(text) => { write({ kind: 'reply' }); insert(text, null); }} /> : null}
        <span className="cs-composer__state" role="status">{lost ? t('composer.fileFailed') : draft.text === '' ? '' : t(`draft.${state}`)}</span>
        <span className="cs-composer__send">
          <Button kind="primary" size="small" disabled={!ready} busy={sending.isPending} icon={note ? undefined : <Send size={14} />} title={sendKey} onClick={() => send('wait')}>{note ? t('composer.addNote') : t('composer.send')}</Button>
          {note ? null : (
            <Menu
              label={t('composer.more')} side="above-end"
              items={() => [
                { key: 'wait', label: t('composer.sendWait'), hint: t('composer.sendWaitHint'), keys: sendKey, disabled: !ready, perform: () => send('wait') },
                { key: 'solve', label: t('composer.sendSolve'), hint: t('composer.sendSolveHint'), keys: solveKey, disabled: !ready, perform: () => send('solve') },
                { key: 'keep', label: t('composer.sendKeep'), hint: t('composer.sendKeepHint'), disabled: !ready, perform: () => send('keep') },
                { key: 'goes-on', label: t('composer.goesOn'), hint: t('composer.goesOnHint'), parted: true, checked: goesOn, perform: () => setGoesOn(!goesOn) },
              ]}
              trigger={(props) => <IconButton {...props} kind="primary" size="small" className="cs-composer__which" label={t('composer.more')} icon={<ChevronDown size={14} />} />}
            />
          )}
        </span>
      </div>
    </section>
  );
}

/** A reply that was taken back comes into the open composer again. */
function useRestored(ticketId: number, restore: (draft: Draft) => void): void {
  const latest = useRef(restore);
  latest.current = restore;
  useEffect(() => {
    const heard = (event: Event) => {
      const { id, draft } = (event as CustomEvent<{ id: number; draft: Draft }>).detail;
      if (id === ticketId) latest.current(draft);
    };
    window.addEventListener('aftercare-draft', heard);
    return () => window.removeEventListener('aftercare-draft', heard);
  }, [ticketId]);
}
