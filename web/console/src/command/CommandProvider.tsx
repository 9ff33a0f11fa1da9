import { createContext, use, useEffect, useId, useMemo, useRef, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { Command } from './command.ts';
import { keyReader, nameOf } from './keys.ts';

interface Registry {
  readonly put: (id: string, commands: readonly Command[]) => void;
  readonly drop: (id: string) => void;
  readonly all: () => readonly Command[];
  readonly subscribe: (listener: () => void) => () => void;
}

function createRegistry(): Registry {
  const parts = new Map<string, readonly Command[]>();
  const listeners = new Set<() => void>();
  let all: readonly Command[] | null = [];
  const changed = () => {
    all = null;
    for (const listener of listeners) listener();
  };
  return {
    put: (id, commands) => { parts.set(id, commands); changed(); },
    drop: (id) => { parts.delete(id); changed(); },
    // What was mounted last is nearest to the hand: its commands come first.
    all: () => (all ??= [...parts.values()].toReversed().flat()),
    subscribe: (listener) => { listeners.add(listener); return () => { listeners.delete(listener); }; },
  };
}

const Context = createContext<Registry | null>(null);
function useRegistry(): Registry {
  const registry = use(Context);
  if (!registry) throw new Error('Commands need a CommandProvider above them');
  return registry;
}

const isTyping = (target: EventTarget | null) => target instanceof HTMLElement && target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]') !== null;
/** Enter and Space press what has the focus; nothing else may hear them then. */
const presses = (event: KeyboardEvent) => (event.key === 'Enter' || event.key === ' ') && event.target instanceof Element && event.target.closest(event.key === 'Enter' ? 'button, summary, a[href]' : 'button, summary, input') !== null;
const overlayOpen = () => document.querySelector('dialog[open], [popover]:not(.ac-toasts):not(.ac-tip):popover-open') !== null;

/** Holds the commands of everything mounted and listens to the keyboard for them. */
export function CommandProvider({ children }: { readonly children: ReactNode }) {
  const registry = useMemo(createRegistry, []);
  useEffect(() => {
    const read = keyReader();
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat && event.key === 'Enter' || !event.ctrlKey && !event.metaKey && presses(event)) return;
      const typing = isTyping(event.target);
      const usable = registry.all().filter((command) => command.keys && command.allowed && (!typing || command.whileTyping));
      if (overlayOpen()) return;
      const keys = read(nameOf(event), (name) => (usable.some((one) => one.keys === name) ? 'whole' : usable.some((one) => one.keys?.startsWith(`${name} `)) ? 'begins' : null));
      const command = usable.find((one) => one.keys === keys);
      if (!command) return;
      event.preventDefault();
      command.perform();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [registry]);
  return <Context value={registry}>{children}</Context>;
}

/** Offers commands while mounted. Give a memoised list. */
export function useCommands(commands: readonly Command[]): void {
  const registry = useRegistry();
  const id = useId();
  useEffect(() => registry.put(id, commands), [registry, id, commands]);
  useEffect(() => () => registry.drop(id), [registry, id]);
}

/** All commands on offer now, nearest first. */
export function useAllCommands(): readonly Command[] {
  const registry = useRegistry();
  return useSyncExternalStore(registry.subscribe, registry.all, registry.all);
}

/** A callback that always runs its newest body, so that commands and keys need not be made anew. */
export function useLatest<Args extends unknown[], Result>(body: (...args: Args) => Result): (...args: Args) => Result {
  const latest = useRef(body);
  latest.current = body;
  return useMemo(() => (...args: Args) => latest.current(...args), []);
}
