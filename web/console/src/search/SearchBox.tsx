import { Input } from '@aftercare/ui';
import { Search } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { type Choice, completed, pieceAt } from './complete.ts';
import { useChoices } from './useChoices.ts';

interface Props {
  readonly words: string;
  readonly onWords: (words: string) => void;
  readonly onSubmit: () => void;
  /** Arrow down with no choices open: into the results. */
  readonly onDown: () => void;
}

/** The box: words as they come, filters completed while they are typed. Nothing is chosen until an arrow or Tab says so, so that Enter searches for what stands there. */
export function SearchBox({ words, onWords, onSubmit, onDown }: Props) {
  const { t } = useTranslation();
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [cursor, setCursor] = useState(words.length);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const put = useRef<number | null>(null);
  const piece = useMemo(() => (open ? pieceAt(words, cursor) : null), [open, words, cursor]);
  const choices = useChoices(words, piece);
  const shows = open && choices.length > 0;
  useEffect(() => {
    if (put.current === null) return;
    input.current?.setSelectionRange(put.current, put.current);
    put.current = null;
  }, [words]);
  const pick = (choice: Choice) => {
    if (!piece) return;
    const done = completed(words, piece, choice);
    put.current = done.cursor;
    onWords(done.text);
    setCursor(done.cursor);
    setActive(-1);
    setOpen(choice.goesOn === true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!shows) { if (event.key === 'ArrowDown') { event.preventDefault(); onDown(); } return; }
    const chosen = choices[event.key === 'Tab' ? Math.max(0, active) : active];
    if (move !== undefined) { event.preventDefault(); setActive((active + move + (active < 0 && move < 0 ? 1 : 0) + choices.length) % choices.length); }
    else if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); setOpen(false); setActive(-1); }
    else if ((event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey)) && chosen) { event.preventDefault(); pick(chosen); }
  };
  return (
    <form role="search" className="cs-search__box" onSubmit={(event) => { event.preventDefault(); setOpen(false); onSubmit(); }} onBlur={() => setOpen(false)}>
      <Input
        ref={input} type="text" enterKeyHint="search" role="combobox" autoFocus autoComplete="off" aria-label={t('search.label')} aria-autocomplete="list" aria-expanded={shows} aria-controls={shows ? listId : undefined}
        aria-activedescendant={shows && active >= 0 ? `${listId}-${active}` : undefined} placeholder={t('search.placeholder')} icon={<Search size={16} aria-hidden="true" />} value={words}
        onChange={(event) => { onWords(event.target.value); setCursor(event.target.selectionStart ?? event.target.value.length); setOpen(true); setActive(-1); }}
        onSelect={(event) => setCursor(event.currentTarget.selectionStart ?? words.length)} onKeyDown={onKeyDown}
      />
      {shows ? (
        <div id={listId} role="listbox" aria-label={t('search.choices')} className="cs-search__list">
          {choices.map((choice, at) => (
            <div key={choice.insert} id={`${listId}-${at}`} role="option" aria-selected={at === active} data-active={at === active} className="ac-menu__item" onPointerMove={() => setActive(at)} onPointerDown={(event) => event.preventDefault()} onClick={() => pick(choice)}>
              <span className="ac-menu__words" translate="no">{choice.label}</span>
              {choice.hint ? <span className="ac-menu__hint">{choice.hint}</span> : null}
            </div>
          ))}
        </div>
      ) : null}
      <span className="ac-unseen" role="status">{shows ? t('search.choicesCount', { count: choices.length }) : ''}</span>
    </form>
  );
}
