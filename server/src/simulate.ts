import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Config, loadConfig } from './platform/config/index.ts';
import { createGuardedFetch } from './platform/net/index.ts';
import { systemClock } from './platform/time/index.ts';
import { printFault } from './console.ts';
import { type Answers, openAnswers } from './simulate/answers.ts';
import { type Addresses, type Door, openDoor } from './simulate/doors.ts';
import { inHouse, ownDoors } from './simulate/house.ts';
import { type Platform, openPlatforms, platformNames } from './simulate/platforms.ts';
import { createWishes } from './simulate/requests.ts';
import { printDoors } from './simulate/opening.ts';

const usage = `npm run simulate -- [options]    customers come in by every door of a running server
                           start that one with ALLOW_PRIVATE_HOSTS=127.0.0.1, or answers cannot leave for simulators here

  --rate 20               people a minute
  --minutes 5             for so long; 0: until Ctrl-C
  --doors mail,chat,portal,webhook,${platformNames.join(',')}
                           platforms and the message centre are simulated on this machine, with accounts of their own
  --seed 1                the same seed, the same people
  --url http://…          another server than the one on this machine; then also
  --smtp host:port  --mailbox support@…  --site KEY  --webhook NAME:SECRET    for the doors that need them`;

const four: readonly string[] = ['mail', 'chat', 'portal', 'webhook'];
const all: readonly string[] = [...four, ...platformNames];
/** Out of ten people at our own doors; one of ten at each platform. */
const share: Readonly<Record<string, number>> = { mail: 4, chat: 3, portal: 2, webhook: 1 };
const print = (text: string): void => void process.stdout.write(`${text}\n`);
const time = (): string => systemClock.now().toTimeString().slice(0, 8);

class Wrong extends Error {}

function readOptions() {
  const { values } = parseArgs({
    strict: true,
    options: { rate: { type: 'string', default: '20' }, minutes: { type: 'string', default: '5' }, doors: { type: 'string' }, seed: { type: 'string' }, url: { type: 'string' }, smtp: { type: 'string' }, mailbox: { type: 'string' }, site: { type: 'string' }, webhook: { type: 'string' }, help: { type: 'boolean' } },
  });
  const number = (name: 'rate' | 'minutes') => {
    const value = Number(values[name]);
    if (!Number.isFinite(value) || value < 0 || (name === 'rate' && (value === 0 || value > 6000))) throw new Wrong(`--${name} is not a number that makes sense: ${values[name]}`);
    return value;
  };
  // Platforms need accounts that speak to this machine: another server has none.
  const doors = (values.doors ?? (values.url === undefined ? all : four).join(',')).split(',').map((d) => d.trim());
  const unknown = doors.find((d) => !all.includes(d));
  if (unknown !== undefined) throw new Wrong(`There is no door «${unknown}». Doors: ${all.join(', ')}`);
  return { ...values, rate: number('rate'), minutes: number('minutes'), doors, seed: values.seed === undefined ? systemClock.now().getTime() % 1_000_000 : Number(values.seed) };
}

/** Only the server of this machine, unless another one was named. */
async function findDoors(config: Config, o: ReturnType<typeof readOptions>): Promise<{ at: Addresses; platforms: Platform[]; answers: Answers | null }> {
  const base = (o.url ?? `http://127.0.0.1:${config.PORT}`).replace(/\/+$/, '');
  const [host = '127.0.0.1', port] = (o.smtp ?? `${o.url ? new URL(o.url).hostname : '127.0.0.1'}:${config.SMTP_PORT}`).split(':');
  const ready = await createGuardedFetch({ allowPrivate: ['*'] })(`${base}/readyz`).then((r) => r.ok, () => false);
  if (!ready) throw new Wrong(`Nobody answers at ${base}. Start the server first (npm start), or name it with --url.`);
  const at = { base, smtp: { host, port: Number(port ?? 2525) } };
  const [name, secret] = o.webhook?.split(/:(.*)/s) ?? [];
  if (o.url) return { at: { ...at, mailbox: o.mailbox ?? null, site: o.site ?? null, webhook: name && secret ? { name, secret } : null }, platforms: [], answers: null };
  return inHouse(config, async (app) => ({ at: await ownDoors(app, at), answers: await openAnswers(app, o.doors), platforms: await openPlatforms(app, base, o.doors) }));
}

async function run(): Promise<void> {
  const options = readOptions();
  if (options.help) return print(usage);
  const config = loadConfig();
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  const opened = await findDoors(config, options);
  const { platforms, answers } = opened;
  try {
    await stream(options, opened, stopping.signal);
  } finally {
    if (!options.url) await inHouse(config, async (app) => { for (const one of [...platforms, ...(answers ? [answers] : [])]) await one.close(app); });
  }
}

async function stream(options: ReturnType<typeof readOptions>, { at: addresses, platforms, answers }: Awaited<ReturnType<typeof findDoors>>, stopped: AbortSignal): Promise<void> {
  const wishes = createWishes(options.seed);
  const doors = new Map<string, Door>();
  for (const name of options.doors) {
    const door = platforms.find((p) => p.name === name)?.door(wishes) ?? openDoor(name, addresses, wishes, answers);
    if (door) doors.set(name, door);
    else print(`${name}: this server has no such door, or it was not named; going on without it.`);
  }
  if (doors.size === 0) throw new Wrong('No door is open.');
  await Promise.race([printDoors(print, { doors: [...doors.keys()], at: addresses, platforms, answers }), new Promise<void>((resolve) => { if (stopped.aborted) resolve(); else stopped.addEventListener('abort', () => resolve()); })]);

  const until = options.minutes === 0 ? Number.POSITIVE_INFINITY : systemClock.now().getTime() + options.minutes * 60_000;
  const came: Record<string, number> = {};
  const turnedAway: Record<string, number> = {};
  const inside = new Set<Promise<void>>();
  print(`${options.rate} people a minute${options.minutes === 0 ? '' : ` for ${options.minutes} min`}, seed ${options.seed}. Ctrl-C ends it.\n`);
  while (systemClock.now().getTime() < until && !stopped.aborted) {
    const name = wishes.random.weighted([...doors.keys()], (d) => share[d] ?? 1);
    const visit: Promise<void> = (doors.get(name) as Door).enter((what) => print(`${time()}  ${name.padEnd(10)} ${what.replace(/\s+/g, ' ').slice(0, 150)}`)).then(
      () => { came[name] = (came[name] ?? 0) + 1; },
      (error: unknown) => { if (!stopped.aborted) { turnedAway[name] = (turnedAway[name] ?? 0) + 1; print(`${time()}  ${name.padEnd(10)} turned away: ${(error as Error).message}`); } },
    ).finally(() => inside.delete(visit));
    inside.add(visit);
    // People come by chance, not by the clock.
    await sleep(Math.min(60_000, (-Math.log(1 - wishes.random.next()) * 60_000) / options.rate), undefined, { signal: stopped }).catch(() => {});
  }
  print('No more new ones; those inside finish.');
  if (!stopped.aborted) await Promise.race([Promise.all(inside), sleep(90_000, undefined, { signal: stopped, ref: false }).catch(() => {})]);
  for (const door of doors.values()) door.close();
  print(`Came in: ${JSON.stringify(came)}${Object.keys(turnedAway).length > 0 ? `  turned away: ${JSON.stringify(turnedAway)}` : ''}`);
  if (Object.keys(turnedAway).length > 0) process.exitCode = 1;
}

run().catch(async (error: unknown) => {
  if (error instanceof Wrong) process.stderr.write(`${error.message}\n\n${usage}\n`);
  else await printFault(error);
  process.exitCode = 1;
});
