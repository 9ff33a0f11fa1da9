import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type CallInput, type CallOptions, type CallOutput, type RouteSpec, createClient } from '@aftercare/contract';
import { inject, onTestFinished } from 'vitest';
import { createApp, migrateAll, type App } from '../../app.ts';
import { systemActor } from '../bus/index.ts';
import { loadConfig } from '../config/index.ts';
import { createLog } from '../log/index.ts';
import { FakeClock } from '../time/index.ts';
import { createTestDatabase } from './postgres.ts';

export interface TestApp {
  readonly app: App;
  readonly clock: FakeClock;
  /** Calls an operation through HTTP; `as` is an API key secret (see `key`), nobody when left out. */
  call<R extends RouteSpec>(route: R, input: CallInput<R>, options?: CallOptions & { as?: string; language?: string; headers?: Record<string, string> }): Promise<CallOutput<R>>;
  /** An API key with this role; its secret. */
  key(role?: string): Promise<string>;
  /** An agent of the house; `cookie` is a signed-in session for raw requests. */
  agent(input?: { name?: string; email?: string; roles?: string[]; teams?: number[]; languages?: ('zh-CN' | 'en')[]; capacity?: number; online?: boolean; /** Whether the console's telephone is open before them; as `online` unless told. */ telephone?: boolean }): Promise<{ id: number; cookie: string }>;
  /** Does everything that is due: intake, events, jobs. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

/**
 * A whole application on a database of its own, with a clock to set and no loops: nothing happens before `drain`.
 * @param settings beside what every test needs
 * @param more `checkAnswers: false` leaves answers as they are
 */
export async function testApp(settings: Readonly<Record<string, string>> = {}, more: { checkAnswers?: boolean } = {}): Promise<TestApp> {
  const database = await createTestDatabase('app', async (url) => { await migrateAll(url); });
  const data = await mkdtemp(join(inject('runFolder'), 'data-'));
  const clock = new FakeClock(new Date('2026-03-02T02:00:00Z'));
  const config = loadConfig({}, { AFTERCARE_DATA: data, DATABASE_URL: database.url, PUBLIC_URL: 'http://localhost:3000', SMTP_PORT: '0', SIP_PORT: '0', PORT: '0', ALLOW_PRIVATE_HOSTS: '127.0.0.1,localhost', ...settings });
  const app = await createApp({ config, databaseUrl: database.url, log: createLog({ level: 'error', pretty: false }), roles: ['api', 'worker', 'channels'], clock, testing: true, ...more });
  await app.platform.db.tx((tx) => app.org.seedRoles(tx));
  const http = await app.http();
  await app.start();
  await http.ready();

  const viaInject: typeof fetch = async (input, init) => {
    const body = init?.body;
    const answer = await http.inject({ method: (init?.method ?? 'GET') as 'GET', url: String(input), headers: init?.headers as Record<string, string>, ...(typeof body === 'string' ? { payload: body } : {}) });
    return new Response(answer.statusCode === 204 ? null : new Uint8Array(answer.rawPayload), { status: answer.statusCode, headers: Object.entries(answer.headers).map(([k, v]) => [k, String(v)] as [string, string]) });
  };
  let people = 0;
  return {
    app, clock,
    call: (route, input, { as, language = 'en', headers = {}, ...options } = {}) =>
      createClient({ base: '', language: () => language, fetch: viaInject, headers: () => ({ ...(as ? { authorization: `Bearer ${as}` } : {}), ...headers }) })(route, input, options),
    key: async (role = 'administrator') => (await app.platform.db.tx((tx) => app.org.createApiKey(tx, `test ${role}`, role))).secret,
    async agent({ name, email, roles = ['agent'], online = true, telephone = online, ...rest } = {}) {
      people += 1;
      const address = email ?? `agent${people}@example.com`;
      const { id } = await app.platform.db.tx((tx) => app.org.addAgent(tx, { name: name ?? `Agent ${people}`, email: address, roles, passwordHash: 'none', ...rest }, systemActor));
      if (online) await app.platform.db.tx((tx) => app.org.setPresence(tx, id, 'online', systemActor));
      if (telephone) await app.platform.db.run({ text: `insert into hotline_telephone (agent_id, process, seen_at) values ($1, 'testing', 'infinity')`, values: [id] });
      return { id, cookie: `aftercare_session=${await app.signIn.sessionFor(id)}` };
    },
    drain: () => app.drain(),
    async close() {
      await app.stop();
      // What is still being written goes with the run's folder.
      await Promise.all([database.drop(), rm(data, { recursive: true, force: true }).catch(() => undefined)]);
    },
  };
}

/** As `testApp`, closed at the end of the test. */
export async function testAppForOne(): Promise<TestApp> {
  const test = await testApp();
  onTestFinished(() => test.close());
  return test;
}
