import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelKind } from '@aftercare/contract/basics';
import type { App } from '../app.ts';
import { simulatedDoors } from '../channels/simulators.ts';
import { SimulatedCentre } from '../channels/sms/smpp/simulator.ts';
import { hookPath } from '../channels/social/intake.ts';
import type { Shown } from '../channels/social/simulator.ts';
import { trialWords } from '../channels/social/trial.ts';
import { systemActor } from '../platform/bus/index.ts';
import { systemClock } from '../platform/time/index.ts';
import { type Door, patiently } from './doors.ts';
import { openTelephones } from './telephones.ts';
import type { createWishes } from './requests.ts';

export const platformNames = [...simulatedDoors.map((d) => d.kind), 'smpp', 'phone'] as const;
const now = () => systemClock.now().getTime();

export interface Platform {
  readonly name: string;
  /** The account's name in the settings, or the number to ring. */
  readonly as: string;
  readonly door: (wishes: ReturnType<typeof createWishes>) => Door;
  /** The test message of the set-up page, sent from here: whether an answer came out. Throws when it did not even get in. Doors that are rung have none. */
  trial?(): Promise<boolean>;
  close(app: App): Promise<void>;
}
/** Answers of the test message take a moment; a line to a message centre is made within half a minute. */
const trialSeconds = 25;

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
  const platform = (name: string, kind: ChannelKind, accountId: number, shown: readonly Shown[], idOf: (person: string) => string, say: (person: string, text: string, name: string) => Promise<void>, stop: () => Promise<void>): Platform => {
    // Reviews are answered by their number, which begins with the person's.
    const isTo = (person: string) => (one: Shown) => one.to === idOf(person) || one.to.startsWith(`${person}-`);
    return {
      name, as: `Simulator ${name === 'smpp' ? 'SMPP' : name}`, door: (wishes) => visitorDoor(shown, isTo, wishes, say),
      async trial() {
        const from = shown.length;
        await say('sim-trial', trialWords(app.platform.secrets, { id: accountId, kind }), 'Trial');
        const answered = () => shown.slice(from).some(isTo('sim-trial'));
        for (let waited = 0; waited < trialSeconds && !answered(); waited++) await sleep(1000);
        return answered();
      },
      async close(own) { await own.platform.db.tx((tx) => own.conversations.accounts.update(tx, accountId, { enabled: false }, systemActor)); await stop(); },
    };
  };
  const open: Platform[] = [];
  for (const one of simulatedDoors.filter((d) => names.includes(d.kind))) {
    const simulator = await one.open({ now, publicHook: (hook) => hook.replace(base, config.publicUrl) });
    const accountId = await connect(one.kind, `Simulator ${one.kind}`, simulator.address, simulator.settings);
    const hook = base + hookPath(one.kind, simulator.address);
    let count = 0;
    open.push(platform(one.kind, one.kind, accountId, simulator.shown, one.person, async (person, text, name) => {
      const answer = await simulator.deliver(hook, { id: `${person}-${now()}-${++count}`, person: one.person(person), text, at: now(), name });
      if (answer.status !== 200) throw new Error(`HTTP ${answer.status}: ${answer.text.slice(0, 200)}`);
    }, () => simulator.api.stop()));
  }
  if (names.includes('smpp')) {
    const centre = await new SimulatedCentre({ now, rate: 50, receiptMs: () => 500 + Math.random() * 5000 }).start();
    const accountId = await connect('sms', 'Simulator SMPP', centre.address, centre.settings);
    const phone = (person: string) => `+4915${Buffer.from(person).reduce((sum, byte) => (sum * 31 + byte) % 100_000_000, 7).toString().padStart(8, '0')}`;
    // The line may need some seconds; who writes before it stands would wait at the message centre, as everywhere.
    open.push(platform('smpp', 'sms', accountId, centre.shown, phone, (person, text) => Promise.race([centre.say(phone(person), text), sleep(30_000, undefined, { ref: false }).then(() => { throw new Error('the server did not bind to the message centre (role channels, ALLOW_PRIVATE_HOSTS)'); })]), () => centre.stop()));
  }
  if (names.includes('phone')) open.push(await openTelephones(app));
  return open;
}

/** Writes their lines, waits a minute for an answer on their phone, and thanks. */
function visitorDoor(shown: readonly Shown[], isTo: (person: string) => (one: Shown) => boolean, wishes: ReturnType<typeof createWishes>, write: (person: string, text: string, name: string) => Promise<void>): Door {
  return {
    async enter(say) {
      const wish = wishes.next('chat');
      const person = `sim-${wish.email.split('@')[0]}-${wishes.random.int(1, 9_999_999)}`;
      const from = shown.length;
      for (const line of wish.lines) { await write(person, line, wish.customer.name); await sleep(1000); }
      say(`${wish.customer.name}: ${wish.lines.at(-1) ?? ''}`);
      const answer = await patiently(() => shown.slice(from).find(isTo(person)));
      if (!answer) return;
      await write(person, wish.more, wish.customer.name);
      say(`${wish.customer.name} ← ${(answer.text ?? answer.template ?? answer.file ?? '').slice(0, 60)}`);
    },
    close: () => {},
  };
}
