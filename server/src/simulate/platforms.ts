import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelKind } from '@aftercare/contract/basics';
import type { App } from '../app.ts';
import { simulatedDoors } from '../channels/simulators.ts';
import { SimulatedCentre } from '../channels/sms/smpp/simulator.ts';
import { hookPath } from '../channels/social/intake.ts';
import type { Shown } from '../channels/social/simulator.ts';
import { systemActor } from '../platform/bus/index.ts';
import { systemClock } from '../platform/time/index.ts';
import type { Door } from './doors.ts';
import { openTelephones } from './telephones.ts';
import type { createWishes } from './requests.ts';

export const platformNames = [...simulatedDoors.map((d) => d.kind), 'smpp', 'phone'] as const;
const now = () => systemClock.now().getTime();

export interface Platform { readonly name: string; readonly door: (wishes: ReturnType<typeof createWishes>) => Door; close(app: App): Promise<void> }

/** Platforms of our own on this machine, and accounts of this installation that speak to them; shut again at the end. */
export async function openPlatforms(app: App, base: string, names: readonly string[]): Promise<Platform[]> {
  const { accounts } = app.conversations;
  const { db, config } = app.platform;
  const change = <T>(work: Parameters<typeof db.tx<T>>[0]) => db.tx(work);
  async function connect(kind: ChannelKind, name: string, address: string, settings: Record<string, unknown>): Promise<number> {
    const there = (await accounts.rows()).find((row) => row.kind === kind && row.address === address);
    if (there) { await change((tx) => accounts.update(tx, there.id, { enabled: true, settings }, systemActor)); return there.id; }
    return (await change((tx) => accounts.create(tx, { kind, name, address, language: 'zh-CN', teamId: null, enabled: true, settings }))).id;
  }
  const platform = (name: string, accountId: number, shown: readonly Shown[], say: (person: string, text: string, name: string) => Promise<void>, stop: () => Promise<void>): Platform => ({
    name, door: (wishes) => visitorDoor(shown, wishes, say),
    async close(own) { await own.platform.db.tx((tx) => own.conversations.accounts.update(tx, accountId, { enabled: false }, systemActor)); await stop(); },
  });
  const open: Platform[] = [];
  for (const one of simulatedDoors.filter((d) => names.includes(d.kind))) {
    const simulator = await one.open({ now, publicHook: (hook) => hook.replace(base, config.publicUrl) });
    const accountId = await connect(one.kind, `Simulator ${one.kind}`, simulator.address, simulator.settings);
    const hook = base + hookPath(one.kind, simulator.address);
    let count = 0;
    open.push(platform(one.kind, accountId, simulator.shown, async (person, text, name) => {
      const answer = await simulator.deliver(hook, { id: `${person}-${now()}-${++count}`, person: one.person(person), text, at: now(), name });
      if (answer.status !== 200) throw new Error(`HTTP ${answer.status}: ${answer.text.slice(0, 200)}`);
    }, () => simulator.api.stop()));
  }
  if (names.includes('smpp')) {
    const centre = await new SimulatedCentre({ now, rate: 50, receiptMs: () => 500 + Math.random() * 5000 }).start();
    const accountId = await connect('sms', 'Simulator SMPP', centre.address, centre.settings);
    const phone = (person: string) => `+4915${Buffer.from(person).reduce((sum, byte) => (sum * 31 + byte) % 100_000_000, 7).toString().padStart(8, '0')}`;
    // The line may need some seconds; who writes before it stands would wait at the message centre, as everywhere.
    open.push(platform('smpp', accountId, centre.shown, (person, text) => Promise.race([centre.say(phone(person), text), sleep(30_000, undefined, { ref: false }).then(() => { throw new Error('the server did not bind to the message centre (role channels, ALLOW_PRIVATE_HOSTS)'); })]), () => centre.stop()));
  }
  if (names.includes('phone')) open.push(await openTelephones(app));
  return open;
}

/** Writes their lines, waits a minute for an answer on their phone, and thanks. */
function visitorDoor(shown: readonly Shown[], wishes: ReturnType<typeof createWishes>, write: (person: string, text: string, name: string) => Promise<void>): Door {
  return {
    async enter(say) {
      const wish = wishes.next('chat');
      const person = `sim-${wish.email.split('@')[0]}-${wishes.random.int(1, 9_999_999)}`;
      const from = shown.length;
      for (const line of wish.lines) { await write(person, line, wish.customer.name); await sleep(1000); }
      say(`${wish.customer.name}: ${wish.lines.at(-1) ?? ''}`);
      for (let waited = 0; waited < 60 && shown.length === from; waited++) await sleep(1000);
      const answer = shown[from];
      if (!answer) return;
      await write(person, wish.more, wish.customer.name);
      say(`${wish.customer.name} ← ${(answer.text ?? answer.template ?? answer.file ?? '').slice(0, 60)}`);
    },
    close: () => {},
  };
}
