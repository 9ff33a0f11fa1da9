interface ChatWindow { AftercareChat?: { open(): void } }

/** Brings the chat onto this page (once) and, if wished, opens it. It is the same script any other site embeds. */
export function bringChat(site: string, language: string, open: boolean): void {
  const there = (window as ChatWindow).AftercareChat;
  if (there) {
    if (open) there.open();
    return;
  }
  if (document.querySelector('script[data-site]')) return;
  const script = document.createElement('script');
  script.src = '/widget/loader.js';
  script.async = true;
  script.dataset.site = site;
  script.dataset.language = language;
  const theme = document.documentElement.dataset.theme;
  if (theme) script.dataset.theme = theme;
  if (open) script.addEventListener('load', () => (window as ChatWindow).AftercareChat?.open());
  script.addEventListener('error', () => script.remove());
  document.head.append(script);
}

/** Did this visitor talk to us in the chat before? Then an answer may be waiting. */
export function hasTalked(site: string): boolean {
  try { return localStorage.getItem(`aftercare.${site}.talk`) !== null; } catch { return false; }
}
