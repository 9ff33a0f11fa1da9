import type { HotlineNumber } from '@aftercare/contract/hotline';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { menuFaults } from './menu-check.ts';
import * as store from './store.ts';

export type NumberInput = Omit<store.NumberWrite, 'secrets'> & { readonly password?: string | undefined };
export const numbersChanged = 'hotline.numbers-changed';

/** The hotline's numbers: line, hours, menu. */
export function createNumbers(platform: Pick<Platform, 'db' | 'secrets' | 'signals'>) {
  const { db, secrets, signals } = platform;
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
    passwordOf: (row: store.NumberRow): string | null => (row.secrets ? secrets.decrypt(row.secrets) : null),
    async create(tx: Tx, input: NumberInput): Promise<HotlineNumber> {
      const made = await store.insertNumber(tx, write(input));
      const row = made && (await store.numberById(tx, made.id));
      if (!row) throw new Refusal('conflict');
      told(tx);
      return view(row);
    },
    async save(tx: Tx, id: number, { version, ...input }: NumberInput & { version: number }): Promise<HotlineNumber> {
      if ((await store.saveNumber(tx, id, version, write(input))) === 0) throw new Refusal((await store.numberById(tx, id)) ? 'stale-version' : 'not-found');
      const row = await store.numberById(tx, id);
      if (!row) throw new Refusal('not-found');
      told(tx);
      return view(row);
    },
    registered: (id: number, registered: boolean | null, fault: string | null) => store.setRegistered(db, id, registered, fault),
  };
}
export type Numbers = ReturnType<typeof createNumbers>;
