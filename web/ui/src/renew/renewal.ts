/** How this page's files stand to those the server has. */
export type Stand = 'well' | 'looking' | 'newer' | 'same' | 'unreachable';

const mark = 'A part of this page did not come';
const loadedAnew = 'aftercare-loaded-anew';
/** A page that stood this long without missing anything may load anew by itself another time. */
const settledMs = 30_000;

let stand: Stand = 'well';
let held = 0;
const listeners = new Set<() => void>();
const touched = new Set<HTMLElement>();

function set(next: Stand): void {
  stand = next;
  for (const listener of listeners) listener();
}
export const currentStand = (): Stand => stand;
export function onStand(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Whether something thrown is a part of the page that could not be fetched: most often, because a new build has taken its place. */
export const isMissingPart = (error: unknown): boolean => error instanceof Error && error.message.startsWith(mark);

/** The script that a page begins with; its name tells builds apart. */
export const beginningOf = (html: string): string | null => /<script\b[^>]*\bsrc="([^"]*\/assets\/[^"]+)"/.exec(html)?.[1] ?? null;

/** Asks the server which build it has. */
export async function look(): Promise<void> {
  if (stand === 'looking') return;
  set('looking');
  const own = document.querySelector('script[src*="/assets/"]')?.getAttribute('src') ?? null;
  const theirs = async () => {
    const answer = await fetch(import.meta.env.BASE_URL, { cache: 'no-store', headers: { accept: 'text/html' } });
    if (!answer.ok) throw new Error(answer.statusText);
    return beginningOf(await answer.text());
  };
  try {
    let now = await theirs();
    if (now === own && (await renewedWorker())) now = await theirs();
    set(now !== null && now !== own ? 'newer' : 'same');
  } catch {
    set('unreachable');
  }
}

/** What answers may be the worker of the build this page is from. */
async function renewedWorker(): Promise<boolean> {
  const registration = await navigator.serviceWorker?.getRegistration();
  if (!registration) return false;
  const changed = new Promise<boolean>((resolve) => {
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(true), { once: true });
    setTimeout(resolve, 8000, false);
  });
  await registration.update();
  return registration.installing || registration.waiting ? changed : false;
}

/** Keeps the page from loading anew by itself until let go of: a call would be cut off. */
export function hold(): () => void {
  held++;
  return () => { held--; };
}
/** Whether somebody has written something here that would be lost. What a form keeps on this device or the server stands inside `data-kept`. */
function unsaved(): boolean {
  for (const one of touched) if (!one.isConnected) touched.delete(one);
  return [...touched].some((one) => !one.closest('[data-kept]') && one.matches(':not([type=search])') && ((one as HTMLInputElement).value ?? one.textContent ?? '').trim() !== '');
}
/** Why it does not load anew by itself: something would be lost, or it just did so; null when it may. */
export function hindrance(): 'busy' | 'again' | null {
  if (held > 0 || unsaved()) return 'busy';
  try { return sessionStorage.getItem(loadedAnew) === null ? null : 'again'; } catch { return 'again'; }
}

export function loadAnew(): void {
  try { sessionStorage.setItem(loadedAnew, '1'); } catch { /* without storage it is only done when asked for */ }
  location.reload();
}

/** Notices parts that do not come. Called once, before anything is drawn. */
export function startRenewal(): void {
  let settled = setTimeout(settle, settledMs);
  function settle(): void { try { sessionStorage.removeItem(loadedAnew); } catch { /* none was kept */ } }
  window.addEventListener('vite:preloadError', (event) => {
    const error = event.payload;
    // The router would know this error by its words and load anew at once, whatever is lost by that.
    if (!isMissingPart(error)) error.message = `${mark}: ${error.message}`;
    clearTimeout(settled);
    settled = setTimeout(settle, settledMs);
    if (stand !== 'newer') void look();
  });
  addEventListener('input', ({ target }) => { if (target instanceof HTMLElement && target.matches('input, textarea, [contenteditable=true]')) touched.add(target); }, { capture: true });
}
