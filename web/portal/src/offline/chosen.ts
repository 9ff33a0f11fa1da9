import type { useUploads } from '@aftercare/ui';
import { useEffect, useRef } from 'react';
import { type ChosenFile, portalDatabase } from './database.ts';

const forgetAfter = 7 * 86_400_000;

async function chosenFor(place: string): Promise<ChosenFile[]> {
  const db = await portalDatabase();
  const rows = (await db.getAllFromIndex('chosen', 'place', place)) as ChosenFile[];
  const old = rows.filter((row) => Date.now() - row.at > forgetAfter);
  for (const { id } of old) await db.delete('chosen', id);
  return rows.filter((row) => !old.includes(row));
}
/** What was chosen for a place has gone with it. */
export async function forgetChosen(place: string): Promise<void> {
  try {
    const db = await portalDatabase();
    for (const key of await db.getAllKeysFromIndex('chosen', 'place', place)) await db.delete('chosen', key);
  } catch { /* private windows may refuse storage */ }
}

/**
 * Keeps the files of a form on this device until the server has them: a reload or an empty battery costs nothing, and a line that is back sends them.
 * @param beyond what the server has is kept too, until the form lets go of it: for forms that do not remember what they sent
 */
export function useChosen(place: string, { uploads, add, file, retry }: Pick<ReturnType<typeof useUploads<unknown>>, 'uploads' | 'add' | 'file' | 'retry'>, beyond = false): void {
  const kept = useRef(new Map<File, Promise<number | null>>());
  const seen = useRef(new Set<File>());
  const restored = useRef(false);
  useEffect(() => {
    if (restored.current) return;
    restored.current = true;
    void chosenFor(place).then((rows) => {
      const files = rows.map((row) => ({ id: row.id, body: new File([row.blob], row.name, { type: row.blob.type }) }));
      for (const { id, body } of files) kept.current.set(body, Promise.resolve(id));
      add(files.map(({ body }) => body));
    }, () => undefined);
  }, [place, add]);
  useEffect(() => {
    const waiting = new Set<File>();
    for (const one of uploads) {
      const body = file(one.key);
      if (!body) continue;
      seen.current.add(body);
      if (one.state !== 'refused' && (beyond || !one.sent)) waiting.add(body);
    }
    for (const body of waiting) if (!kept.current.has(body)) kept.current.set(body, portalDatabase().then((db) => db.add('chosen', { place, name: body.name, blob: body, at: Date.now() })).catch(() => null));
    // What has arrived or was taken away again need not be kept.
    for (const [body, id] of kept.current) {
      if (waiting.has(body) || !seen.current.has(body)) continue;
      kept.current.delete(body);
      void id.then(async (at) => { if (at !== null) await (await portalDatabase()).delete('chosen', at); }).catch(() => undefined);
    }
  }, [place, uploads, file, beyond]);
  useEffect(() => {
    const again = () => { for (const one of uploads) if (one.state === 'failed') retry(one.key); };
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, [uploads, retry]);
}
