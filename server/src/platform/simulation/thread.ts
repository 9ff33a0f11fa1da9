import { Worker } from 'node:worker_threads';

/** What a thread says while it calculates, and at the end. */
export type News<Done> = { readonly progress: number } | { readonly done: Done };
/** How often a running calculation looks whether it was cancelled, and says how far it is. */
const lookEveryMs = 500;

/**
 * Lets a thread calculate, so that nobody waits for it.
 * @param goesOn told how far it is; false ends it
 * @returns null when it was ended
 */
export function inThread<Done>(file: URL, work: unknown, goesOn: (progress: number) => Promise<boolean>, unheard: (error: unknown) => void): Promise<Done | null> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(file, { workerData: work });
    let progress = 0;
    const end = (then: () => void) => { clearInterval(look); void worker.terminate(); then(); };
    const look = setInterval(() => { void goesOn(progress).then((goes) => { if (!goes) end(() => resolve(null)); }, unheard); }, lookEveryMs);
    worker.on('message', (news: News<Done>) => {
      if ('progress' in news) progress = news.progress;
      else end(() => resolve(news.done));
    });
    worker.on('error', (error) => end(() => reject(error)));
  });
}
