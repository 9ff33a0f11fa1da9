import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Acknowledged, knock } from './doors.ts';
import { type Victim, startCluster } from './processes.ts';
import { prepare } from './prepare.ts';
import { examineRungs, promiseRungs } from './rungs.ts';
import { examine, untilQuiet } from './truth.ts';

/**
 * Kills processes at random moments under load from all four doors, then counts: what was acknowledged is there exactly once,
 * every fact was handled, every clock is right, every rung of a chain was told once. `node e2e/src/faults/main.ts [--rounds 20] [--seed 7]`.
 */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' }, seed: { type: 'string', default: String(Date.now() % 100_000) } } });
const rounds = Number(values.rounds);
let state = Number(values.seed) || 1;
const random = () => { state = (state * 48_271) % 2_147_483_647; return state / 2_147_483_647; };
const victims: readonly Victim[] = ['api', 'worker', 'postgres'];

/** Until a door takes something again, a minute at most: on a busy machine the way up is longer than a round, and nothing would be under load. */
async function taking(acknowledged: readonly unknown[]): Promise<void> {
  const before = acknowledged.length;
  for (let tries = 0; tries < 600 && acknowledged.length === before; tries++) await sleep(100);
}

process.stdout.write(`${rounds} rounds, seed ${values.seed}\n`);
const cluster = await startCluster();
const acknowledged: Acknowledged[] = [];
let faults: string[] = [];
try {
  const address = await prepare(cluster);
  await promiseRungs(cluster);
  let running = true;
  const knocking = knock(address, () => running, acknowledged);
  for (let round = 1; round <= rounds; round++) {
    // Every fourth kill may hit the way up.
    if (random() < 0.75) await taking(acknowledged);
    await sleep(1000 + random() * 4000);
    const victim = victims[Math.floor(random() * victims.length)] ?? 'api';
    await cluster.kill(victim);
    process.stdout.write(`  round ${round}: killed ${victim} after ${acknowledged.length} acknowledged\n`);
  }
  await sleep(1500);
  running = false;
  await knocking;
  await cluster.ready();
  await untilQuiet(cluster.databaseUrl);
  faults = [...(await examine(cluster.databaseUrl, acknowledged)), ...(await examineRungs(cluster.databaseUrl))];
} finally { await cluster.stop(); }
for (const fault of faults.slice(0, 40)) process.stdout.write(`  ${fault}\n`);
const byDoor = Object.entries(Object.groupBy(acknowledged, (a) => a.door)).map(([door, list]) => `${door} ${list?.length ?? 0}`).join(', ');
process.stdout.write(`acknowledged: ${byDoor}\n${faults.length === 0 && acknowledged.length > 0 ? rounds : 0} passed, ${faults.length} failed\n`);
process.exit(faults.length > 0 || acknowledged.length === 0 ? 1 : 0);
