import { type AccountMode, modesOf, outsideDesks } from '@aftercare/contract/channels';
import type { Account, ChannelAdapter } from '../../channels/channel.ts';
import { type Actor, systemActor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { AccountChanged } from './events.ts';
import * as store from './store-accounts.ts';

export interface AccountWrite { kind: store.AccountRow['kind']; name: string; address: string; language: 'zh-CN' | 'en'; teamId: number | null; enabled: boolean; settings: Record<string, unknown> }

/** Channel accounts: settings checked by their adapter's schema, secrets apart and encrypted. */
export function createAccounts(platform: Pick<Platform, 'db' | 'bus' | 'secrets' | 'clock'>, adapters: () => ReadonlyMap<string, ChannelAdapter>) {
  const { db, bus, secrets } = platform;
  let cache: Promise<store.AccountRow[]> | null = null;
  const listeners = new Set<() => void>();
  const forget = () => { cache = null; for (const l of listeners) l(); };
  bus.tail.listen((event) => { if (event.type === AccountChanged.name) forget(); });

  const rows = () => {
    cache ??= store.listAccounts(db).catch((error: unknown) => { cache = null; throw error; });
    return cache;
  };
  const adapterOf = (kind: string) => {
    const adapter = adapters().get(kind);
    if (!adapter) throw new Refusal('invalid-input', { fields: [{ path: 'kind', key: 'field.unknown', params: { value: kind } }] });
    return adapter;
  };
  const openBox = (row: store.AccountRow): Record<string, unknown> => (row.secrets ? (JSON.parse(secrets.decrypt(row.secrets)) as Record<string, unknown>) : {});
  const toAccount = (row: store.AccountRow): Account => ({ ...row, settings: { ...row.settings, ...openBox(row) } });

  /** Splits settings into what may be read back and the encrypted box; an empty secret keeps the old one. */
  const split = (input: AccountWrite, old: Record<string, unknown>) => {
    const adapter = adapterOf(input.kind);
    const given = { ...input.settings };
    for (const name of adapter.secretSettings) if (given[name] === '' || given[name] === undefined) given[name] = old[name];
    const parsed = adapter.settings.parse(given);
    const box: Record<string, unknown> = {};
    const open: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(parsed)) {
      if (adapter.secretSettings.includes(name)) { if (value) box[name] = value; } else open[name] = value;
    }
    return { settings: open, secrets: Object.keys(box).length > 0 ? secrets.encrypt(JSON.stringify(box)) : null };
  };
  const changed = async (tx: Tx, id: number, kind: string, actor: Actor) => {
    tx.afterCommit(forget);
    await bus.publish(tx, AccountChanged, { stream: `account:${id}`, payload: { accountId: id, kind }, actor });
  };
  const health = (row: store.AccountRow) => ({
    state: !row.enabled ? ('off' as const) : row.healthError ? ('failing' as const) : row.healthOkAt ? ('ok' as const) : ('idle' as const), lastOkAt: row.healthOkAt, error: row.healthError,
  });
  const shown = (row: store.AccountRow) => ({
    id: row.id, kind: row.kind, name: row.name, address: row.address, language: row.language, teamId: row.teamId, enabled: row.enabled,
    settings: row.settings, secretsSet: Object.keys(openBox(row)), health: health(row), mode: { kind: row.mode, mirrorId: row.mirrorId, forward: row.forward, forwardSecretSet: row.forwardSecret !== null },
  });

  return {
    rows,
    forget,
    toAccount,
    onChange: (listener: () => void) => { listeners.add(listener); return () => listeners.delete(listener); },
    async ofKind(kind: string): Promise<Account[]> {
      return (await rows()).filter((r) => r.kind === kind && r.enabled).map(toAccount);
    },
    async byId(id: number): Promise<store.AccountRow | undefined> {
      return (await rows()).find((r) => r.id === id) ?? (await store.findAccount(db, id));
    },
    async byAddress(kind: string, address: string): Promise<store.AccountRow | undefined> {
      return (await rows()).find((r) => r.kind === kind && r.enabled && r.address.toLowerCase() === address.toLowerCase());
    },
    /** Doors; what came from other desks stands on none. */
    list: async () => (await store.listAccounts(db)).filter((row) => row.kind !== 'import').map(shown),
    async create(tx: Tx, input: AccountWrite, actor: Actor = systemActor) {
      const row = await store.insertAccount(tx, { ...input, ...split(input, {}) });
      if (!row) throw new Refusal('conflict');
      await changed(tx, row.id, input.kind, actor);
      const stored = await store.findAccount(tx, row.id);
      if (!stored) throw new Error('the account was not written');
      return shown(stored);
    },
    async update(tx: Tx, id: number, patch: Partial<AccountWrite>, actor: Actor) {
      const row = await store.findAccount(tx, id);
      if (!row) throw new Refusal('not-found');
      const next: AccountWrite = { kind: row.kind, name: patch.name ?? row.name, address: patch.address ?? row.address, language: patch.language ?? row.language, teamId: patch.teamId === undefined ? row.teamId : patch.teamId, enabled: patch.enabled ?? row.enabled, settings: { ...row.settings, ...patch.settings } };
      await store.updateAccount(tx, id, { ...next, ...split(next, openBox(row)) });
      await changed(tx, id, row.kind, actor);
      const stored = await store.findAccount(tx, id);
      return shown(stored ?? row);
    },
    /** How this door runs. What an earlier mode knew is kept, so that going back asks for nothing twice. */
    async setMode(tx: Tx, id: number, mode: AccountMode, actor: Actor) {
      const row = await store.findAccount(tx, id);
      if (!row) throw new Refusal('not-found');
      const fault = (path: string, key = 'field.required') => new Refusal('invalid-input', { fields: [{ path, key }] });
      if (mode.kind !== 'here' && !modesOf(row.kind).includes(mode.kind)) throw fault('kind', 'channels.mode-not-for-this');
      if (mode.kind === 'mirror') {
        const desk = mode.mirrorId ? await store.findAccount(tx, mode.mirrorId) : undefined;
        if (!desk || !outsideDesks.includes(desk.kind)) throw fault('mirrorId');
      }
      const forwardSecret = mode.forwardSecret ? secrets.encrypt(mode.forwardSecret) : row.forwardSecret;
      if (mode.kind === 'forward' && !mode.forward) throw fault('forward.address');
      if (mode.kind === 'forward' && mode.forward?.to === 'webhook' && !forwardSecret) throw fault('forwardSecret');
      await store.updateMode(tx, id, { mode: mode.kind, mirrorId: mode.mirrorId ?? row.mirrorId, forward: mode.forward ?? row.forward, forwardSecret });
      await changed(tx, id, row.kind, actor);
      return shown((await store.findAccount(tx, id)) ?? row);
    },
    forwardSecretOf: (row: store.AccountRow) => (row.forwardSecret ? secrets.decrypt(row.forwardSecret) : null),
    moveCursor: (handle: Handle, id: number, cursor: Record<string, unknown>) => store.moveCursor(handle, id, cursor),
    health: (id: number, fault: string | null) => store.setHealth(db, id, fault),
  };
}
export type Accounts = ReturnType<typeof createAccounts>;
