import { render } from 'preact';
import { useLayoutEffect, useReducer, useState } from 'preact/hooks';
import type { AppHandle, Bridge, BridgedScript } from './bridge.ts';
import { createAttachments } from './chat/attachments.ts';
import { createSession } from './chat/session.ts';
import type { Socket } from './chat/connection.ts';
import { unreadOf } from './chat/transcript.ts';
import { createTranslate } from './language.ts';
import en from './languages/en.json';
import zh from './languages/zh-CN.json';
import { browserStore, prefixOf } from './storage.ts';
import type { KeyValue } from './storage.ts';
import styles from './styles.css?inline';
import { createTitleNotice } from './title-notice.ts';
import { PictureContext } from './views/LocalPicture.tsx';
import { Peek } from './views/Peek.tsx';
import { SpeechContext } from './views/words.tsx';
import { Window } from './views/Window.tsx';

/** crypto.randomUUID exists on https pages only; ids just have to be unlikely to meet. */
function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
function phoneSized(): boolean {
  return matchMedia('(max-width: 480px)').matches;
}

function mount({ base, site, language, root, launcher, badge, expanded, attach }: Bridge): void {
  const t = createTranslate(language, language === 'zh-CN' ? zh : en);
  const store = browserStore(site, () => localStorage);
  const tab: KeyValue = browserStore(site, () => sessionStorage);
  const api = `${base}/api/v1/chat/${encodeURIComponent(site)}`;
  const session = createSession({
    language, store, newId, now: () => Date.now(), page: () => location.href,
    dial: () => new WebSocket(api.replace(/^http/, 'ws')) as unknown as Socket,
  });
  const attachments = createAttachments({
    language, newId,
    urlFor: (name) => {
      const visitor = session.visitor();
      return visitor === null ? null : `${api}/files?${new URLSearchParams({ visitor, name })}`;
    },
  });
  const title = createTitleNotice(document, (count, own) => t('title.unread', { count, title: own }));

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const place = document.createElement('div');
  root.prepend(place);

  let open = tab.get('open') === '1' && !phoneSized();
  let opensTimer: ReturnType<typeof setTimeout> | undefined;
  let redraw = () => {};

  /** Everything outside the window that depends on what is unread. */
  function notice(): void {
    if (open && !document.hidden && session.state().line !== 'connecting') session.markRead();
    const unread = session.unread();
    badge(open ? 0 : unread, t('launcher.unread', { count: unread }));
    title(document.hidden ? unread : 0);
  }
  function toggle(next: boolean): void {
    if (next === open) return;
    open = next;
    tab.set('open', next ? '1' : '0');
    if (next) session.start();
    expanded(next);
    notice();
    redraw();
    if (!next) launcher.focus({ preventScroll: true });
  }
  /** At opening time ask again how things stand. */
  function watchOpening(): void {
    clearTimeout(opensTimer);
    const { open: staffed, opensAt } = session.state();
    const wait = opensAt === null ? 0 : Date.parse(opensAt) - Date.now();
    if (!staffed && wait > 0 && wait < 86_400_000) opensTimer = setTimeout(() => { session.stop(); session.start(); }, wait + 2_000);
  }

  let line = session.state().line;
  function changed(): void {
    const before = line;
    line = session.state().line;
    if (line === 'online' && before !== 'online') attachments.resume();
    redraw();
    notice();
    watchOpening();
  }

  function App() {
    const [, bump] = useReducer((count: number) => count + 1, 0);
    const [dismissed, dismiss] = useState(0);
    useLayoutEffect(() => {
      redraw = () => bump(0);
      const leave = [session.subscribe(changed), attachments.subscribe(() => bump(0))];
      const clock = setInterval(() => bump(0), 60_000);
      return () => { for (const stop of leave) stop(); clearInterval(clock); };
    }, []);
    const state = session.state();
    const waiting = open ? undefined : unreadOf(state.messages, Number(store.get('read') ?? 0)).at(-1);
    return (
      <SpeechContext.Provider value={{ language, t }}>
        <PictureContext.Provider value={attachments.pictureOf}>
          {open && <Window state={state} session={session} attachments={attachments} items={attachments.list()} store={store} base={base} now={Date.now()} onClose={() => toggle(false)} />}
          {waiting && waiting.id !== dismissed && !phoneSized() && <Peek message={waiting} onOpen={() => toggle(true)} onDismiss={() => dismiss(waiting.id)} />}
        </PictureContext.Provider>
      </SpeechContext.Provider>
    );
  }

  // Waking up, coming back online, returning from the page cache: the line may be dead although nobody said so.
  document.addEventListener('visibilitychange', () => { if (!document.hidden) session.nudge(); notice(); });
  window.addEventListener('online', () => session.nudge());
  window.addEventListener('focus', () => session.nudge());
  window.addEventListener('pagehide', () => session.stop());
  window.addEventListener('pageshow', (event) => { if (event.persisted) session.start(); });
  window.addEventListener('storage', (event) => { if (event.key?.startsWith(prefixOf(site))) session.storageChanged(); });

  render(<App />, place);
  const handle: AppHandle = {
    open: () => toggle(true),
    close: () => toggle(false),
    identify: ({ name, email }) => session.contact({ name: String(name).slice(0, 200), ...(email ? { email: String(email).slice(0, 320) } : {}) }),
  };
  if (open || store.get('talk') !== null) session.start();
  expanded(open);
  attach(handle);
}

const bridge = (document.currentScript as BridgedScript | null)?.aftercare;
if (bridge) mount(bridge);
