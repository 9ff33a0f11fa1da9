import type { AftercareChat, AppHandle, Bridge, BridgedScript, Identity } from '../bridge.ts';
import { chooseLanguage } from '../language.ts';
import { prefixOf } from '../storage.ts';
import { accentOf, readableOn } from './accent.ts';
import styles from './launcher.css?inline';

declare global {
  interface Window { AftercareChat?: AftercareChat }
}

// Spelled out here instead of the language files: the loader is on every page, and these are all the words it has.
const words = {
  en: { open: 'Chat with us', close: 'Close chat', failed: 'The chat could not be loaded. Press to try again.' },
  'zh-CN': { open: '在线咨询', close: '收起对话', failed: '对话没能加载，点这里再试一次' },
};
const drawing = (name: string, path: string) => `<svg class="${name}" viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`;
const icons = drawing('talk', 'M4.5 5h15a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5H12l-4.6 3.6V17H4.5A1.5 1.5 0 0 1 3 15.5v-9A1.5 1.5 0 0 1 4.5 5zM8 9.5h8M8 12.75h5') + drawing('shut', 'M6 9.5l6 6 6-6');

const script = document.currentScript as HTMLScriptElement | null;
const site = script?.dataset.site;
if (script && site && !window.AftercareChat) begin(script, site);

function begin(own: HTMLScriptElement, key: string): void {
  const base = own.src.replace(/\/widget\/loader\.js.*$/, '');
  const language = chooseLanguage(own.dataset.language, document.documentElement.lang, navigator.language);
  const say = words[language];
  let app: AppHandle | null = null;
  let loading = false;
  const waiting: ((app: AppHandle) => void)[] = [];

  const host = document.createElement('aftercare-chat');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];
  const accent = accentOf(own.dataset.accent);
  if (accent) {
    host.style.setProperty('--accent', accent);
    host.style.setProperty('--on-accent', readableOn(accent));
  }
  if (own.dataset.theme) host.dataset.theme = own.dataset.theme;

  const launcher = document.createElement('button');
  launcher.type = 'button';
  launcher.className = 'launcher';
  launcher.innerHTML = `${icons}<span class="badge" aria-hidden="true" hidden></span>`;
  launcher.setAttribute('aria-haspopup', 'dialog');
  const badge = launcher.querySelector<HTMLElement>('.badge')!;
  let unread: string | null = null;
  let open = false;
  const label = (text?: string) => {
    const name = text ?? (open ? say.close : (unread ?? say.open));
    launcher.setAttribute('aria-label', name);
    launcher.title = name;
    launcher.setAttribute('aria-expanded', String(open));
  };
  label();
  launcher.onclick = () => (open ? app?.close() : whenThere((there) => there.open()));
  root.append(launcher);

  const bridge: Bridge = {
    base, site: key, language, root, launcher,
    badge: (count, name) => {
      unread = count > 0 ? name : null;
      badge.hidden = count === 0;
      badge.textContent = count > 99 ? '99+' : String(count);
      label();
    },
    expanded: (now) => {
      open = now;
      label();
    },
    attach: (there) => {
      app = there;
      launcher.removeAttribute('aria-busy');
      for (const act of waiting.splice(0)) act(there);
    },
  };

  /** Runs now or as soon as the app has arrived; asks for the app when nobody did yet. */
  function whenThere(act: (app: AppHandle) => void): void {
    if (app) return act(app);
    waiting.push(act);
    load();
  }
  function load(): void {
    if (loading) return;
    loading = true;
    launcher.setAttribute('aria-busy', 'true');
    const element = document.createElement('script') as BridgedScript;
    element.src = `${base}/widget/app.js`;
    element.async = true;
    if (own.nonce) element.nonce = own.nonce;
    element.aftercare = bridge;
    element.onload = () => element.remove();
    element.onerror = () => {
      element.remove();
      loading = false;
      launcher.removeAttribute('aria-busy');
      label(say.failed);
    };
    document.head.append(element);
  }

  window.AftercareChat = Object.freeze({
    open: () => whenThere((there) => there.open()),
    close: () => app?.close(),
    // Naming somebody must not start a conversation: it waits until the app is fetched for another reason.
    identify: (who: Identity) => (app ? app.identify(who) : void waiting.push((there) => there.identify(who))),
  });

  const show = () => {
    document.body.append(host);
    if (talked(key)) setTimeout(load, 300);
  };
  if (document.body) show();
  else document.addEventListener('DOMContentLoaded', show);
}

/** Has this visitor talked to us before, or was the window open when the page changed? Then somebody may be answering. */
function talked(key: string): boolean {
  try {
    return localStorage.getItem(`${prefixOf(key)}talk`) !== null || sessionStorage.getItem(`${prefixOf(key)}open`) === '1';
  } catch {
    return false;
  }
}
