import { maxFileBytes } from '@aftercare/contract/files';
import type { Tx } from '../../platform/db/index.ts';
import { filePath, signFileUrl } from '../../platform/files/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { filesByIds } from './store-desk.ts';

export interface Brought { readonly files: readonly number[]; readonly attach: readonly { readonly name: string; readonly type: string; readonly base64: string }[] }
const programDays = 1;

/** Photos and papers of jobs. */
export function createJobFiles({ db, files, clock, secrets, config }: Pick<Platform, 'db' | 'files' | 'clock' | 'secrets' | 'config'>) {
  return {
    /**
     * Makes the caller's uploads belong to a job: only what they brought themselves, so that nobody reads another's file by its number.
     * @returns ids, uploads first
     */
    async take(tx: Tx, owner: string, { files: ids, attach }: Brought): Promise<number[]> {
      const uploads = await Promise.all(ids.map((id) => files.find(id)));
      const keys = uploads.map((f) => f?.key ?? '');
      if (keys.includes('')) throw new Refusal('not-found');
      const claimed = keys.length > 0 ? await files.claim(tx, keys, owner) : [];
      const written = await Promise.all(attach.map((a) => files.write(Buffer.from(a.base64, 'base64'), { name: a.name, declaredType: a.type, maxBytes: maxFileBytes })));
      const made = await files.record(tx, written, { owner, claimed: true });
      return [...claimed, ...made].map((f) => f.id);
    },
    /** Shows files: to people by their session, to programs by links good for a day. */
    async shower(idLists: readonly (readonly number[])[], program: boolean) {
      const ids = [...new Set(idLists.flat())];
      const rows = new Map((ids.length > 0 ? await filesByIds(db, ids) : []).map((f) => [f.id, f]));
      const until = new Date((Math.floor(clock.now().getTime() / 3_600_000) + 1) * 3_600_000 + programDays * 86_400_000);
      const url = (key: string) => (program ? config.publicUrl + signFileUrl(secrets.key('file-url'), key, until) : filePath(key));
      return (list: readonly number[]) => list.flatMap((id) => {
        const f = rows.get(id);
        return f ? [{ id: f.id, name: f.name, type: f.type, size: f.size, url: url(f.key) }] : [];
      });
    },
  };
}
export type JobFiles = ReturnType<typeof createJobFiles>;
