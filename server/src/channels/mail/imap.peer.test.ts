import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPeer } from '../../platform/testing/peers.ts';
import { type MailTest, mailTest } from './testing.ts';
import { type Dovecot, dovecotPassword, startDovecot } from './testing-dovecot.ts';

const program = findPeer('dovecot');
let n = 0;
const mail = (subject: string, extra = '') => `From: Wang Fang <wang@customer.example>\r\nTo: support@northwind.example\r\nSubject: ${subject}\r\nMessage-ID: <imap-${n += 1}@customer.example>\r\nDate: Mon, 2 Mar 2026 10:00:00 +0800\r\n${extra}\r\nWords of ${subject}\r\n`;

/** Waits until it is so, at most thirty seconds: after its start Dovecot lets whoever comes first wait for eight or more. */
async function until<R>(look: () => Promise<R>, right: (value: R) => boolean): Promise<R> {
  for (let i = 0; ; i++) {
    const value = await look();
    if (right(value) || i >= 600) return value;
    await sleep(50);
  }
}

describe.skipIf(!program)(program ? 'IMAP against Dovecot' : 'IMAP against Dovecot (skipped: it is not installed on this machine)', () => {
  let dovecot: Dovecot;
  let t: MailTest;
  beforeAll(async () => {
    dovecot = await startDovecot(program ?? '');
    t = await mailTest({ imap: { firstPauseMs: 50, longestPauseMs: 200, lookEveryMs: 60_000 } });
  });
  afterAll(async () => { await t.close(); await dovecot.remove(); });

  /** A mailbox fetched by IMAP. Each test has a user of its own. */
  const follow = (user: string, imap: Record<string, unknown> = {}, password = dovecotPassword) =>
    t.mailbox(`${user}@northwind.example`, { imap: { host: '127.0.0.1', port: dovecot.port, security: 'none', user, ...imap }, imapPassword: password });
  const subjectsOf = async (account: number) => (await t.raws()).filter((r) => r.accountId === account).map((r) => /^Subject: (.*)\r$/m.exec(r.content.toString())?.[1]);
  const have = (account: number, count: number) => until(() => subjectsOf(account), (s) => s.length >= count);
  const position = async (account: number) => Object.values((await t.app.platform.db.one<{ cursor: Record<string, { uid: number; uidValidity: string }> }>({ text: 'select cursor from channel_account where id = $1', values: [account] }))?.cursor ?? {})[0];

  it('takes what waits unseen on the first day and leaves the archive alone', async () => {
    await dovecot.deliver('first', mail('old and read'), { flags: ['\\Seen'] });
    await dovecot.deliver('first', mail('waiting'));
    const account = await follow('first');
    expect(await have(account, 1)).toEqual(['waiting']);
    await t.drain();
    expect((await t.messages()).find((m) => m.subject === 'waiting')).toMatchObject({ body: 'Words of waiting', ticketId: expect.any(Number) });
    expect(await until(() => dovecot.as('first', (c) => c.search({ seen: false }, { uid: true })), (u) => Array.isArray(u) && u.length === 0)).toEqual([]);
  });

  it('hears of a new mail at once (IDLE), several mailboxes at a time', async () => {
    const accounts = await Promise.all(['idle-a', 'idle-b', 'idle-c'].map((user) => follow(user)));
    await Promise.all(accounts.map((id) => until(() => position(id), (p) => p !== undefined)));
    await sleep(300);
    for (const [i, account] of accounts.entries()) {
      const before = performance.now();
      await dovecot.deliver(`idle-${'abc'[i]}`, mail(`news ${i}`));
      expect(await have(account, 1)).toEqual([`news ${i}`]);
      expect(performance.now() - before).toBeLessThan(3000);
    }
    expect((await t.app.conversations.accounts.list()).filter((a) => accounts.includes(a.id)).map((a) => a.health.state)).toEqual(['ok', 'ok', 'ok']);
  });

  it('after a week without the server misses nothing and doubles nothing', async () => {
    const account = await follow('week');
    await dovecot.deliver('week', mail('before'));
    await have(account, 1);
    await dovecot.stop();
    await sleep(400);
    t.clock.advance(7 * 86_400);
    await dovecot.start();
    // What came in while nobody listened, some of it read by a person on the phone.
    await dovecot.as('week', async (c) => { for (let i = 0; i < 120; i++) await c.append('INBOX', mail(`week ${i}`), i % 3 === 0 ? ['\\Seen'] : []); });
    const subjects = await have(account, 121);
    expect(subjects.slice(1).sort()).toEqual(Array.from({ length: 120 }, (_, i) => `week ${i}`).sort());
    await sleep(300);
    expect(await subjectsOf(account)).toHaveLength(121);
  });

  it('after a restart of ours goes on where the position stands', async () => {
    const account = await follow('restart', { afterImport: 'keep' });
    for (let i = 0; i < 3; i++) await dovecot.deliver('restart', mail(`restart ${i}`));
    await have(account, 3);
    const before = await until(() => position(account), (p) => p?.uid === 3);
    const { db } = t.app.platform;
    await db.tx((tx) => t.app.conversations.accounts.update(tx, account, { enabled: false }, { kind: 'system', id: null, name: 'Test' }));
    await dovecot.deliver('restart', mail('restart 3'), { flags: ['\\Seen'] });
    await db.tx((tx) => t.app.conversations.accounts.update(tx, account, { enabled: true }, { kind: 'system', id: null, name: 'Test' }));
    expect(await have(account, 4)).toEqual(['restart 0', 'restart 1', 'restart 2', 'restart 3']);
    expect(before?.uid).toBe(3);
    expect(await until(() => position(account), (p) => p?.uid === 4)).toMatchObject({ uid: 4, uidValidity: before?.uidValidity });
  });

  it('when the folder is numbered anew finds its place by Message-ID, without doubles', async () => {
    const account = await follow('renumbered', { afterImport: 'keep' });
    const same = mail('no id', '').replace(/^Message-ID:.*\r\n/m, '');
    await dovecot.deliver('renumbered', same);
    for (let i = 0; i < 30; i++) await dovecot.deliver('renumbered', mail(`known ${i}`));
    await have(account, 31);
    const before = await until(() => position(account), (p) => p?.uid === 31);
    await dovecot.stop();
    // UIDVALIDITY is the second in which the numbering began.
    await sleep(1100);
    dovecot.renumber('renumbered');
    await dovecot.start();
    await dovecot.deliver('renumbered', mail('after the change'));
    expect((await have(account, 32)).at(-1)).toBe('after the change');
    const after = await until(() => position(account), (p) => p?.uidValidity !== before?.uidValidity);
    expect(after?.uidValidity).not.toBe(before?.uidValidity);
    await dovecot.deliver('renumbered', mail('and one more'));
    await have(account, 33);
    expect(await subjectsOf(account)).toHaveLength(33);
  });

  it('moves what is ours where the settings say', async () => {
    const account = await follow('mover', { afterImport: 'move', moveTo: 'Done' });
    await dovecot.deliver('mover', mail('to be moved'));
    await have(account, 1);
    expect(await until(() => dovecot.as('mover', async (c) => (await c.status('INBOX', { messages: true })) || undefined), (s) => s?.messages === 0)).toMatchObject({ messages: 0 });
    expect(await dovecot.as('mover', (c) => c.search({ all: true }, { uid: true }), 'Done')).toHaveLength(1);
  });

  it('does not move the position when the mail could not be stored', async () => {
    const account = await follow('refused');
    await until(() => position(account), (p) => p !== undefined);
    const { db } = t.app.platform;
    await db.run({ text: `create function refuse_imap() returns trigger language plpgsql as $$ begin if position('unstorable'::bytea in new.content) > 0 then raise exception 'disk full'; end if; return new; end $$`, values: [] });
    await db.run({ text: 'create trigger refuse before insert on raw_item for each row execute function refuse_imap()', values: [] });
    await dovecot.deliver('refused', mail('unstorable'));
    await until(async () => (await t.app.conversations.accounts.list()).find((a) => a.id === account)?.health.error, (e) => e !== null);
    expect(await position(account)).toMatchObject({ uid: 0 });
    await db.run({ text: 'drop trigger refuse on raw_item', values: [] });
    expect(await have(account, 1)).toEqual(['unstorable']);
  });

  it('says what the server said when the password is wrong, and mends itself when it is right', async () => {
    const account = await follow('locked', {}, 'wrong');
    const health = async () => (await t.app.conversations.accounts.list()).find((a) => a.id === account)?.health;
    expect(await until(health, (h) => h?.state === 'failing')).toMatchObject({ state: 'failing', error: expect.stringContaining('refused user name or password') });
    await t.app.platform.db.tx((tx) => t.app.conversations.accounts.update(tx, account, { settings: { imapPassword: dovecotPassword } }, { kind: 'system', id: null, name: 'Test' }));
    expect(await until(health, (h) => h?.state === 'ok')).toMatchObject({ state: 'ok', error: null });
  });

  it('is tried from the settings page', async () => {
    await dovecot.deliver('probed', mail('one'));
    const account = await follow('probed', { afterImport: 'keep' });
    const row = await t.app.conversations.accounts.byId(account);
    expect(row && (await t.app.conversations.probe(row, { email: '', language: 'en' }))[0]).toMatchObject({ ok: true, detail: 'Signed in at 127.0.0.1; INBOX holds 1 mails' });
  });
});
