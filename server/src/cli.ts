import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type App, createApp, migrateAll } from './app.ts';
import { systemActor } from './platform/bus/index.ts';
import { loadConfig } from './platform/config/index.ts';
import { hashPassword } from './platform/crypto/password.ts';
import { newToken } from './platform/auth/index.ts';
import { createLog } from './platform/log/index.ts';
import { borrowEmbedded, terminalLanguage } from './platform/postgres/index.ts';
import { printFault } from './console.ts';
import { callOf, isCommand, takes, tell, usage } from './cli-words.ts';
import { firstStart } from './first-start.ts';
import type { Role } from './running.ts';
import { allRoles } from './serve.ts';
import { serveUntilTold } from './until-told.ts';

/** As everywhere a password is chosen. */
const shortestPassword = 10;
const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** Runs `work` on the installation's database: the one that runs, or one started for the moment. */
async function withApp(work: (app: App) => Promise<void>): Promise<void> {
  const config = loadConfig();
  const log = createLog({ level: 'warn', pretty: config.pretty });
  const postgres = config.DATABASE_URL ? null : await borrowEmbedded({ dataDir: config.AFTERCARE_DATA, log });
  const databaseUrl = config.DATABASE_URL ?? postgres?.url ?? '';
  try {
    await migrateAll(databaseUrl);
    const app = await createApp({ config, databaseUrl, log, roles: [] });
    try {
      await firstStart(app, { demo: false });
      await work(app);
    } finally { await app.stop(); }
  } finally { await postgres?.stop(); }
}

/** Every finding with its mend; exit code 1 when one is not in order. */
async function examineAll(): Promise<void> {
  const { describeFinding, examine, isServerRunning } = await import('./platform/doctor/index.ts');
  const config = loadConfig();
  const log = createLog({ level: 'error', pretty: config.pretty });
  const running = await isServerRunning(config.AFTERCARE_DATA);
  const postgres = config.DATABASE_URL ? null : await borrowEmbedded({ dataDir: config.AFTERCARE_DATA, log }).catch(async (error: unknown) => { await printFault(error); process.exitCode = 1; return null; });
  try {
    const findings = await examine({ dataDir: config.AFTERCARE_DATA, isServerRunning: running, databaseUrl: config.DATABASE_URL ?? postgres?.url, ports: [{ setting: 'PORT', port: config.PORT, host: config.HOST }, { setting: 'SMTP_PORT', port: config.SMTP_PORT, host: config.SMTP_HOST }] });
    for (const finding of findings) print(describeFinding(finding, terminalLanguage()));
    const url = config.DATABASE_URL ?? postgres?.url;
    // Without a sound database there is nothing to ask for mailboxes, and the reason is said above.
    const mailboxesFine = url === undefined || findings.some((f) => !f.ok && f.id.startsWith('database')) || (await examineMailboxes(url));
    if (!mailboxesFine || findings.some((f) => !f.ok)) process.exitCode = 1;
  } finally { await postgres?.stop(); }
}

/** Connects and signs in where each mailbox comes from and goes to; sends nothing. */
async function examineMailboxes(databaseUrl: string): Promise<boolean> {
  const language = terminalLanguage() === 'zh' ? 'zh-CN' : 'en';
  await migrateAll(databaseUrl);
  const app = await createApp({ config: loadConfig(), databaseUrl, log: createLog({ level: 'silent', pretty: false }), roles: [] });
  let fine = true;
  try {
    for (const row of (await app.conversations.accounts.rows()).filter((r) => r.kind === 'mail' && r.enabled)) {
      for (const step of await app.conversations.probe(row, { email: '', language })) {
        fine &&= step.ok;
        print(`${step.ok ? '✓' : '✗'} ${row.address} · ${step.name}: ${step.detail}`);
      }
    }
  } finally { await app.stop(); }
  return fine;
}

/** Exit code 1 when the trail is not as it was written. */
async function verifyAudit(app: App, expect: string | undefined): Promise<void> {
  const [seq, hash] = expect?.split(':') ?? [];
  await app.audit.seal();
  const { checked, head, fault } = await app.audit.verify(seq && hash ? { expected: { seq: Number(seq), hash } } : {});
  if (fault) {
    const sentences = { changed: `Entry ${fault.entryId ?? '?'} (place ${fault.seq}) is not what was written.`, missing: `Place ${fault.seq} of the chain is missing.`, unsealed: `Entry ${fault.entryId ?? '?'} was never sealed: the job audit.seal does not run, or the entry was put in from outside.`, cut: `The chain ends before place ${fault.seq}: its end was cut off.` };
    process.stderr.write(`✗ ${sentences[fault.kind]}\n  ${checked} entries before it are as they were written.\n`);
    process.exitCode = 1;
    return;
  }
  print([tell('intact', checked), ...(head ? [tell('end', `${head.seq}:${head.hash}`)] : [])].join('\n'));
}

/** Says how far it is every few seconds. */
async function rebuildSearch(app: App, fromStart: boolean): Promise<void> {
  let told = performance.now();
  const texts = await app.desk.searchIndex.rebuild({ fromStart, progress: ({ done, of, texts: so, resumed }) => {
    if (performance.now() - told < 3000) return;
    told = performance.now();
    process.stderr.write(`  ${((100 * done) / Math.max(1, of)).toFixed(0)} % of ${of} tickets, ${so} texts${resumed ? ' (goes on from an earlier rebuild)' : ''}\n`);
  } });
  print(tell('searchable', texts));
}

/** Called wrongly: one sentence and what may be done instead; exit code 2. */
function wrongly(sentence: string, help: string): never {
  process.stderr.write(`${sentence}\n${help}\n`);
  process.exit(2);
}

/** The values of options a command cannot do without; asked before anything is started. */
function needed<Name extends string>(command: string, values: Partial<Record<string, string | boolean>>, ...names: readonly Name[]): Record<Name, string> {
  const missing = names.filter((name) => !values[name]);
  if (missing.length > 0) wrongly(tell(missing.length === 1 ? 'missing' : 'missing-many', missing.map((name) => `--${name}`).join(tell('and'))), `  ${callOf(command)}`);
  return Object.fromEntries(names.map((name) => [name, String(values[name])])) as Record<Name, string>;
}

/** Says which roles there are where this is none of them. */
async function knowsRole(app: App, role: string): Promise<boolean> {
  const keys = (await app.org.roles()).map((one) => one.key);
  if (keys.includes(role)) return true;
  process.stderr.write(`${tell('no-role', role)}\n${tell('roles', keys.join(', '))}\n`);
  process.exitCode = 2;
  return false;
}

const options = { roles: { type: 'string' }, demo: { type: 'boolean' }, 'no-demo': { type: 'boolean' }, email: { type: 'string' }, name: { type: 'string' }, role: { type: 'string' }, password: { type: 'string' }, expect: { type: 'string' }, 'from-start': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;

function read() {
  try {
    return parseArgs({ allowPositionals: true, strict: true, options });
  } catch (error) {
    // Node.js says it in English, and names the option.
    const { code, message } = error as { code?: string; message: string };
    const option = /'(--?[\w-]+)/.exec(message)?.[1] ?? '';
    return wrongly(tell(code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? 'option' : 'value', option), tell('help'));
  }
}

async function main(): Promise<void> {
  const { positionals, values } = read();
  const command = positionals.join(' ');
  if (values.help || command === '' || command === 'help') return print(usage());
  const known = isCommand(command);
  if (!known) wrongly(tell('unknown', command), `\n${usage()}`);
  const foreign = Object.keys(values).find((option) => !takes(command, option));
  if (foreign) wrongly(tell('foreign', `--${foreign}`, command), `  ${callOf(command)}`);
  if (command === 'serve') {
    const roles = (values.roles?.split(',') ?? [...allRoles]) as Role[];
    const unknown = roles.find((r) => !allRoles.includes(r));
    if (unknown !== undefined) wrongly(tell('no-role', unknown), tell('roles', allRoles.join(', ')));
    if (values.demo && values['no-demo']) wrongly(tell('both-demo'), `  ${callOf(command)}`);
    return serveUntilTold({ roles, demo: values.demo ? true : values['no-demo'] ? false : null });
  }
  if (command === 'migrate') return withApp(async () => print(tell('migrated')));
  if (command === 'demo') {
    return withApp(async (app) => {
      if (!(await app.org.isEmpty())) { process.stderr.write(`${tell('not-empty')}\n`); process.exitCode = 1; return; }
      const welcome = await firstStart(app, { demo: true });
      for (const a of welcome?.accounts ?? []) print(`${a.email}\t${a.password}\t${a.role}`);
    });
  }
  if (command === 'user add') {
    const { email, name } = needed(command, values, 'email', 'name');
    if (!z.email().safeParse(email).success) wrongly(tell('no-email', email), `  ${callOf(command)}`);
    if (values.password && values.password.length < shortestPassword) wrongly(tell('short', shortestPassword), `  ${callOf(command)}`);
    return withApp(async (app) => {
      if (!(await knowsRole(app, values.role ?? 'administrator'))) return;
      const password = values.password ?? newToken(12);
      const passwordHash = await hashPassword(password);
      const input = { email, name, roles: [values.role ?? 'administrator'], passwordHash };
      await app.platform.db.tx((tx) => app.org.addAgent(tx, input, systemActor));
      print(`${input.email}\t${values.password ? tell('as-given') : password}`);
    });
  }
  if (command === 'apikey create') {
    const { name, role } = needed(command, values, 'name', 'role');
    return withApp(async (app) => {
      if (!(await knowsRole(app, role))) return;
      const { secret } = await app.platform.db.tx((tx) => app.org.createApiKey(tx, name, role));
      print(secret);
    });
  }
  if (command === 'audit verify') {
    if (values.expect !== undefined && !/^\d{1,15}:[0-9a-f]{64}$/.test(values.expect)) wrongly(tell('no-end'), `  ${callOf(command)}`);
    return withApp((app) => verifyAudit(app, values.expect));
  }
  if (command === 'search rebuild') return withApp((app) => rebuildSearch(app, values['from-start'] ?? false));
  if (command === 'reindex') {
    return withApp(async (app) => {
      await rebuildSearch(app, true);
      await app.desk.counts.rebuild();
      await app.analytics.rebuild();
      print(tell('rebuilt'));
    });
  }
  return examineAll();
}

main().catch(async (error: unknown) => { await printFault(error); process.exit(1); });
