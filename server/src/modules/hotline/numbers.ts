import type { HotlineNumber } from '@aftercare/contract/hotline';
import type { Announcement } from '@aftercare/contract/hotline';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { menuFaults } from './menu-check.ts';
import type { SoundFile } from './recordings.ts';
import * as store from './store.ts';

export type NumberInput = Omit<store.NumberWrite, 'secrets'> & { readonly password?: string | undefined };
export const numbersChanged = 'hotline.numbers-changed';

/** Recordings, each with the place of its field in the form. */
const filesOf = (say: Announcement, at: string) => ([['zhFileId', say.zhFileId], ['enFileId', say.enFileId]] as const).flatMap(([field, id]) => (id === null ? [] : [{ path: `${at}.${field}`, id }]));
const announcements = (n: Pick<store.NumberWrite, 'menu' | 'recording'>) => [
  ...n.menu.nodes.flatMap((node, i) => ('say' in node ? filesOf(node.say, `menu.nodes.${i}.say`) : node.kind === 'queue' && node.musicFileId !== null ? [{ path: `menu.nodes.${i}.musicFileId`, id: node.musicFileId }] : [])), ...filesOf(n.recording.consent, 'recording.consent'), ...n.recording.countries.flatMap((c, i) => filesOf(c.consent, `recording.countries.${i}.consent`)),
];

/** The hotline's numbers: line, hours, menu. */
export function createNumbers(platform: Pick<Platform, 'db' | 'secrets' | 'signals' | 'files'>, sound: Pick<SoundFile, 'readable'>) {
  const { db, secrets, signals, files } = platform;
  /** Recordings that are new here become ours; what is no sound is refused with its place. */
  async function adopt(tx: Tx, input: Pick<store.NumberWrite, 'menu' | 'recording'>, before: readonly number[], owner: string): Promise<void> {
    for (const { path, id } of announcements(input)) {
      if (before.includes(id)) continue;
      const file = await files.find(id);
      if (!file || (!file.claimed && file.owner !== owner)) throw new Refusal('invalid-input', { fields: [{ path, key: 'field.unknown', params: { value: id } }] });
      if (!sound.readable(Buffer.from(await files.read(id)))) throw new Refusal('invalid-input', { fields: [{ path, key: 'hotline.no-sound', params: {} }] });
      if (!file.claimed) await files.claim(tx, [file.key], owner);
    }
  }
  const write = ({ password, ...input }: NumberInput): store.NumberWrite => {
    const faults = menuFaults(input.menu);
    if (faults.length > 0) throw new Refusal('invalid-input', { fields: faults.map((f) => ({ path: f.path, key: f.key, params: f.params })) });
    if (input.line.mode === 'register' && (!input.line.host || !input.line.user)) throw new Refusal('invalid-input', { fields: [{ path: input.line.host ? 'line.user' : 'line.host', key: 'field.required', params: {} }] });
    return { ...input, secrets: password ? secrets.encrypt(password) : null };
  };
  const told = (tx: Tx) => tx.afterCommit(() => signals.send(numbersChanged, {}));
  const view = ({ secrets: box, ...row }: store.NumberRow): HotlineNumber => ({ ...row, passwordSet: box !== null });
  return {
    list: async (handle: Handle = db) => (await store.numbers(handle)).map(view),
    rows: (handle: Handle = db) => store.numbers(handle),
    get: (id: number, handle: Handle = db) => store.numberById(handle, id),
    /** The number a call was for: as dialled, or by its last digits, since providers write it with and without the country. */
    async dialled(address: string, handle: Handle = db): Promise<store.NumberRow | undefined> {
      const rows = (await store.numbers(handle)).filter((n) => n.enabled);
      const digits = (text: string) => text.replace(/[^0-9*#]/g, '');
      const wanted = digits(address);
      return rows.find((n) => n.number === address) ?? rows.find((n) => digits(n.number) === wanted && wanted !== '') ?? rows.find((n) => wanted.length >= 7 && digits(n.number).length >= 7 && (digits(n.number).endsWith(wanted) || wanted.endsWith(digits(n.number))));
    },
    /** Sound of an announcement of ours, or of one just brought by this person. @throws Refusal `not-found` */
    async announcement(fileId: number, owner: string): Promise<Buffer> {
      const file = await files.find(fileId);
      const ours = file?.owner === owner || (await store.numbers(db)).some((n) => announcements(n).some((a) => a.id === fileId));
      if (!file || !ours) throw new Refusal('not-found');
      return Buffer.from(await files.read(fileId));
    },
    passwordOf: (row: store.NumberRow): string | null => (row.secrets ? secrets.decrypt(row.secrets) : null),
    async create(tx: Tx, input: NumberInput, owner = ''): Promise<HotlineNumber> {
      const written = write(input);
      await adopt(tx, written, [], owner);
      const made = await store.insertNumber(tx, written);
      const row = made && (await store.numberById(tx, made.id));
      if (!row) throw new Refusal('conflict');
      told(tx);
      return view(row);
    },
    async save(tx: Tx, id: number, { version, ...input }: NumberInput & { version: number }, owner: string): Promise<HotlineNumber> {
      const before = await store.numberById(tx, id);
      const written = write(input);
      await adopt(tx, written, before ? announcements(before).map((a) => a.id) : [], owner);
      if ((await store.saveNumber(tx, id, version, written)) === 0) throw new Refusal((await store.numberById(tx, id)) ? 'stale-version' : 'not-found');
      const row = await store.numberById(tx, id);
      if (!row) throw new Refusal('not-found');
      told(tx);
      return view(row);
    },
    registered: (id: number, registered: boolean | null, fault: string | null) => store.setRegistered(db, id, registered, fault),
  };
}
export type Numbers = ReturnType<typeof createNumbers>;
