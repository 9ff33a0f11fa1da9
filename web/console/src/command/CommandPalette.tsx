import { Input, useApi } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { BookOpen, Contact, History, Package, Search, ShoppingBag, Ticket } from 'lucide-react';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@aftercare/contract';
import { readRecent } from '../data/recent.ts';
import { useMe } from '../data/useQueries.ts';
import { filterCommands } from './command.ts';
import { useAllCommands } from './CommandProvider.tsx';
import { pathOf } from '../search/goTo.ts';
import { Keys } from './Keys.tsx';

interface Line { readonly id: string; readonly label: string; readonly hint?: string; readonly icon?: ReactNode; readonly keys?: string; readonly perform: () => void }

/** Type what you want: commands, tickets, customers. One list, arrow keys, Enter. */
export function CommandPalette({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open && !ref.current?.open) ref.current?.showModal();
    if (!open && ref.current?.open) ref.current.close();
  }, [open]);
  return (
    <dialog
      ref={ref} className="ac-dialog cs-palette" aria-label={t('palette.label')}
      onCancel={(event) => { event.preventDefault(); onClose(); }}
      onPointerDown={(event) => { if (event.target === ref.current) onClose(); }}
    >
      {open ? <Palette onClose={onClose} /> : null}
    </dialog>
  );
}

function Palette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const commands = useAllCommands();
  const found = useFound(query);
  const recent = useRecent();
  const lines: Line[] = useMemo(() => [...(query ? [] : recent), ...filterCommands(commands, query).slice(0, query ? 8 : 40), ...found], [commands, query, found, recent]);
  const active = Math.min(at, Math.max(0, lines.length - 1));
  useEffect(() => { list.current?.querySelector('[data-active="true"]')?.scrollIntoView({ block: 'nearest' }); }, [active]);
  const run = (line: Line | undefined) => { if (line) { onClose(); line.perform(); } };
  return (
    <>
      <div className="cs-palette__search">
        <Input
          autoFocus role="combobox" aria-expanded="true" aria-controls="cs-palette-list" aria-activedescendant={lines[active] ? `cs-line-${active}` : undefined} aria-label={t('palette.label')}
          icon={<Search size={16} aria-hidden="true" />} placeholder={t('palette.placeholder')} value={query}
          onChange={(event) => { setQuery(event.target.value); setAt(0); }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
            if (move && lines.length > 0) { event.preventDefault(); setAt((active + move + lines.length) % lines.length); }
            if (event.key === 'Enter') { event.preventDefault(); run(lines[active]); }
          }}
        />
      </div>
      <div ref={list} id="cs-palette-list" role="listbox" aria-label={t('palette.label')} className="cs-palette__list">
        {lines.map((line, index) => (
          <div
            key={line.id} id={`cs-line-${index}`} role="option" aria-selected={index === active} data-active={index === active} className="ac-menu__item"
            onPointerMove={() => setAt(index)} onClick={() => run(line)}
          >
            {line.icon}
            <span className="ac-menu__words"><span className="ac-clip">{line.label}</span>{line.hint ? <span className="ac-menu__hint ac-clip">{line.hint}</span> : null}</span>
            {line.keys ? <Keys keys={line.keys} /> : null}
          </div>
        ))}
        {lines.length === 0 ? <p className="ac-menu__none">{t('palette.none')}</p> : null}
      </div>
      <p className="ac-unseen" role="status">{query === '' ? '' : lines.length === 0 ? t('palette.none') : t('palette.count', { count: lines.length })}</p>
    </>
  );
}

/** Tickets that were open last, without the one that is. */
function useRecent(): Line[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const me = useMe();
  return useMemo(() => readRecent(me.id, localStorage).filter((one) => !location.pathname.endsWith(`/${one.id}`)).slice(0, 5).map((one): Line => ({
    id: `recent-${one.id}`, label: one.subject, hint: `${t('palette.recent')} · #${one.id} · ${one.customer}`, icon: <History size={16} aria-hidden="true" />, perform: () => void navigate({ to: '/tickets/$ticketId', params: { ticketId: String(one.id) } }),
  })), [me.id, navigate, t]);
}

const icons = { ticket: <Ticket size={16} aria-hidden="true" />, customer: <Contact size={16} aria-hidden="true" />, colleague: <Contact size={16} aria-hidden="true" />, unit: <Package size={16} aria-hidden="true" />, order: <ShoppingBag size={16} aria-hidden="true" />, article: <BookOpen size={16} aria-hidden="true" /> };

/** Everything found for the words, and a way to the full search. */
function useFound(query: string): Line[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { call } = useApi();
  const words = useDeferredValue(query.trim());
  const number = /^#?(\d{1,12})$/.exec(words)?.[1];
  const { data } = useQuery({ queryKey: ['search', words, 'palette'], enabled: words.length > 1, queryFn: ({ signal }) => call(api.desk.search, { query: { q: words, limit: 6 } }, { signal }), staleTime: 15_000, placeholderData: (before) => before });
  return useMemo(() => {
    if (words === '') return [];
    const hits = (data?.items ?? []).map((hit): Line => ({
      id: `${hit.kind}-${hit.id}-${hit.path ?? ''}`, label: hit.title, hint: `${t(`search.groups.${hit.kind}`)} · ${hit.kind === 'ticket' ? `#${hit.id}${hit.customerName ? ` · ${hit.customerName}` : ''}` : hit.snippet.replace(/[\u{E000}\u{E001}]/gu, '')}`,
      icon: icons[hit.kind], perform: () => void navigate({ to: pathOf(hit) }),
    }));
    const direct: Line[] = number ? [{ id: 'number', label: t('palette.openTicket', { number }), icon: <Ticket size={16} aria-hidden="true" />, perform: () => void navigate({ to: '/tickets/$ticketId', params: { ticketId: number } }) }] : [];
    return [...direct, ...hits, { id: 'search', label: t('palette.search', { words }), icon: <Search size={16} aria-hidden="true" />, perform: () => void navigate({ to: '/search', search: { q: words } }) }];
  }, [data, navigate, number, t, words]);
}
