import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '../app.ts';
import { createKnownCalendars } from '../modules/org/index.ts';
import { isOpen, systemClock } from '../platform/time/index.ts';
import { createCaller, tone } from '../voice/simulator.ts';
import { espeak } from '../voice/speech.ts';
import type { Platform } from './platforms.ts';

const number = '95500';
/** Between saying it and saying it again. */
const pauseSamples = 8000 * 4;
const said = (zh: string, en: string) => ({ zh, en, zhFileId: null, enFileId: null });
const menu = {
  start: 'service', nodes: [
    { id: 'service', kind: 'queue' as const, teamId: null, vip: false, mostSeconds: 100, callback: true, musicFileId: null, overflow: 'voicemail' },
    { id: 'voicemail', kind: 'voicemail' as const, say: said('现在无人接听，请在提示音后留言。', 'Nobody can take your call right now. Please leave a message after the tone.'), mostSeconds: 60 },
  ],
};

/** A number of its own that takes calls from this machine, and people who ring it: they wait, talk if somebody answers, leave a message, or hang up. */
export async function openTelephones(app: App): Promise<Platform> {
  const { numbers } = app.hotline;
  const { config, db } = app.platform;
  const known = (await numbers.list()).find((n) => n.number === number);
  const settings = {
    number, name: 'Simulator', language: 'zh-CN' as const, calendarId: null, teamId: null, enabled: true, line: { mode: 'trunk' as const, host: '', port: 5060, protocol: 'UDP' as const, user: '', from: ['127.0.0.1'] },
    recording: { calls: true, rule: 'tell' as const, consent: said('本次通话将被录音。', 'This call is recorded.'), days: 30, countries: [] }, menu,
  };
  const { id } = known ? await db.tx((tx) => numbers.save(tx, known.id, { ...settings, version: known.version }, '')) : await db.tx((tx) => numbers.create(tx, settings));
  const hands = await onShiftNow(app);
  const caller = await createCaller();
  const voice = espeak();
  return {
    name: 'phone', as: `${number}${hands === '' ? '' : `; within their hours now, and rung while their console is open: ${hands}`}`,
    async close(own) {
      const now = await own.hotline.numbers.get(id);
      if (now) await own.platform.db.tx((tx) => own.hotline.numbers.save(tx, id, { ...settings, enabled: false, version: now.version }, ''));
      await caller.close();
    },
    door: (wishes) => ({
      async enter(say) {
        const wish = wishes.next('chat');
        const from = (wish.phone ?? `+86139${wishes.random.digits(8)}`).replace(/[^+\d]/g, '');
        const words = await voice(wish.lines.join(' '), wish.language);
        // Said again and again, so that whoever answers hears it; without a voice they hum.
        const hum = tone(300);
        let at = 0;
        const sound = () => { if (!words) return hum(); const frame = words.subarray(at, at + 160); at = at + 160 > words.length + pauseSamples ? 0 : at + 160; return frame.length === 160 ? frame : null; };
        const call = await caller.dial(number, { port: config.SIP_PORT, from, sound });
        await Promise.race([call.answered, sleep(10_000, undefined, { ref: false })]);
        if (call.ended !== null || call.frames() === 0 && (await Promise.race([call.over, sleep(2000, 'in')])) !== 'in') throw new Error(`nobody took the call (${call.ended ?? 'no answer'}): is the role voice on at UDP ${config.SIP_PORT}?`);
        say(`${wish.customer.name} rings: ${wish.lines[0] ?? ''}`);
        const patient = wishes.random.chance(0.7);
        // Telephones ring for twenty seconds each; then there is the machine.
        await Promise.race([call.over, sleep(patient ? 125_000 : wishes.random.int(6_000, 40_000))]);
        if (call.ended === null) call.call.hangUp();
        say(`${wish.customer.name} ${patient ? 'said their words and hung up' : 'did not want to wait'}`);
      },
      close: () => {},
    }),
  };
}

/** Who may be rung at this hour, if they are online: outside of somebody's shift the router passes them by. */
async function onShiftNow(app: App): Promise<string> {
  const { compiled } = await createKnownCalendars(app.org).load(app.platform.db);
  const works = (calendarId: number | null) => { const calendar = calendarId === null ? undefined : compiled.get(String(calendarId)); return calendar === undefined || isOpen(calendar, systemClock.now()); };
  const able = (await app.org.agents()).filter((a) => a.status === 'active' && a.capacity > 0 && a.teams.length > 0 && works(a.calendarId));
  return able.slice(0, 5).map((a) => a.email).join(', ');
}
