import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';

export interface Dovecot {
  readonly port: number;
  /** Puts a mail into a folder, as a mail server would. */
  deliver(user: string, raw: string | Buffer, options?: { folder?: string; flags?: string[] }): Promise<void>;
  /** Does something with a folder as its owner's mail program would. */
  as<R>(user: string, work: (client: ImapFlow) => Promise<R>, folder?: string): Promise<R>;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Throws away the folder's numbering: the next look finds another UIDVALIDITY. Call while stopped. */
  renumber(user: string): void;
  remove(): Promise<void>;
}
export const dovecotPassword = 'correct-horse';

const freePort = (): Promise<number> => new Promise((resolve) => {
  const server = createServer();
  server.listen(0, '127.0.0.1', () => { const { port } = server.address() as { port: number }; server.close(() => resolve(port)); });
});
const answers = (port: number): Promise<boolean> => new Promise((resolve) => {
  const socket = connect(port, '127.0.0.1');
  socket.once('data', () => { socket.destroy(); resolve(true); });
  socket.once('error', () => resolve(false));
});

/** A Dovecot of our own on a free loopback port, with folders and settings in a temporary place. Any user name goes with the one password. */
export async function startDovecot(program: string): Promise<Dovecot> {
  const root = mkdtempSync(join(tmpdir(), 'aftercare-dovecot-'));
  const port = await freePort();
  const asRoot = process.getuid?.() === 0;
  // Dovecot does not let root read mail; `mail` is there on every Debian.
  const owner = asRoot ? 'mail' : userInfo().username;
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, owner]).stdout.toString().trim())) as [number, number];
  const mails = join(root, 'mails');
  mkdirSync(mails);
  if (asRoot) { chownSync(mails, uid, gid); chownSync(root, uid, gid); }
  const config = join(root, 'dovecot.conf');
  writeFileSync(join(root, 'users'), '');
  writeFileSync(config, [
    `base_dir = ${root}/run`, `state_dir = ${root}/state`, `log_path = ${root}/log`, 'protocols = imap', 'listen = 127.0.0.1', 'ssl = no', 'disable_plaintext_auth = no', 'auth_mechanisms = plain login',
    `mail_location = maildir:${mails}/%u`, `first_valid_uid = ${uid}`, `first_valid_gid = ${gid}`, 'mailbox_idle_check_interval = 1 secs',
    `passdb {\n  driver = static\n  args = password=${dovecotPassword}\n}`, `userdb {\n  driver = static\n  args = uid=${uid} gid=${gid} home=${mails}/%u allow_all_users=yes\n}`,
    ...(asRoot ? [] : [`default_internal_user = ${owner}`, `default_login_user = ${owner}`, `default_internal_group = ${spawnSync('id', ['-gn']).stdout.toString().trim()}`, 'service anvil {\n  chroot =\n}']),
    `service imap-login {\n  ${asRoot ? '' : 'chroot ='}\n  inet_listener imap {\n    address = 127.0.0.1\n    port = ${port}\n  }\n  inet_listener imaps {\n    port = 0\n  }\n}`, '',
  ].join('\n'));
  let child: ChildProcess | null = null;

  const start = async (): Promise<void> => {
    child = spawn(program, ['-F', '-c', config], { stdio: ['ignore', 'ignore', 'pipe'] });
    let fault = '';
    child.stderr?.on('data', (chunk: Buffer) => { fault += chunk.toString(); });
    for (let i = 0; i < 200; i++) {
      if (await answers(port)) return;
      if (child.exitCode !== null) throw new Error(`Dovecot did not start: ${fault}`);
      await sleep(50);
    }
    throw new Error(`Dovecot does not answer: ${fault}`);
  };
  const stop = async (): Promise<void> => {
    const running = child;
    child = null;
    if (!running || running.exitCode !== null) return;
    await new Promise<void>((resolve) => { running.once('exit', () => resolve()); running.kill('SIGTERM'); });
  };
  const as = async <R>(user: string, work: (client: ImapFlow) => Promise<R>, folder = 'INBOX'): Promise<R> => {
    const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, auth: { user, pass: dovecotPassword }, logger: false });
    client.on('error', () => {});
    await client.connect();
    try { await client.mailboxOpen(folder); return await work(client); } finally { await client.logout(); }
  };
  await start();
  return {
    port, start, stop, as,
    deliver: (user, raw, { folder = 'INBOX', flags = [] } = {}) => as(user, async (client) => void (await client.append(folder, raw, flags))),
    renumber(user) {
      const folder = join(mails, user);
      for (const name of readdirSync(folder)) if (name.startsWith('dovecot')) rmSync(join(folder, name), { recursive: true, force: true });
    },
    async remove() { await stop(); rmSync(root, { recursive: true, force: true }); },
  };
}
