import { useSyncExternalStore } from 'react';

interface InstallPrompt extends Event { prompt(): Promise<unknown> }
/** `ask`: the browser offers it; `by-hand`: through its menu; `there`: this is the installed app. */
export type InstallWay = 'ask' | 'by-hand' | 'there';

let offered: InstallPrompt | null = null;
const listeners = new Set<() => void>();
const tell = () => { for (const listener of listeners) listener(); };
addEventListener('beforeinstallprompt', (event) => { event.preventDefault(); offered = event as InstallPrompt; tell(); });
addEventListener('appinstalled', () => { offered = null; tell(); });

const way = (): InstallWay => (matchMedia('(display-mode: standalone)').matches ? 'there' : offered ? 'ask' : 'by-hand');
export const useInstall = (): InstallWay => useSyncExternalStore((listener) => { listeners.add(listener); return () => void listeners.delete(listener); }, way);
export async function install(): Promise<void> {
  const prompt = offered;
  offered = null;
  tell();
  await prompt?.prompt();
}
