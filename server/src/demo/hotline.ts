import type { MenuTree } from '@aftercare/contract/hotline';
import type { App } from '../app.ts';
import type { Tx } from '../platform/db/index.ts';
import { teams } from './company.ts';
import type { Random } from './random.ts';
import { insertRows } from './store.ts';
import * as store from './store-hotline.ts';

const said = (zh: string, en: string) => ({ zh, en, zhFileId: null, enFileId: null });
const menuFor = (vipTeam: number | null): MenuTree => ({
  start: 'hours',
  nodes: [
    { id: 'hours', kind: 'hours', open: 'language', closed: 'voicemail' },
    { id: 'language', kind: 'language', say: said('您好，这里是诺凡电器，中文服务请按一。', 'Welcome to Norvane. For English, press two.'), keys: { 1: 'zh-CN', 2: 'en' }, next: 'vip' },
    { id: 'vip', kind: 'vip', tiers: ['gold', 'vip'], vip: 'vip-desk', otherwise: 'menu' },
    { id: 'menu', kind: 'menu', say: said('查询维修进度请按一，人工服务请按二。', 'To hear how your repair stands, press one. To talk to us, press two.'), keys: { 1: 'progress', 2: 'service' }, words: {}, tries: 2, seconds: 6, otherwise: 'service' },
    { id: 'progress', kind: 'lookup', by: 'phone', say: said('', ''), found: 'goodbye', otherwise: 'service' },
    { id: 'vip-desk', kind: 'queue', teamId: vipTeam, vip: true, mostSeconds: 300, callback: true, musicFileId: null, overflow: 'service' },
    { id: 'service', kind: 'queue', teamId: null, vip: false, mostSeconds: 900, callback: true, musicFileId: null, overflow: 'voicemail' },
    { id: 'voicemail', kind: 'voicemail', say: said('现在无人接听，请在提示音后留言，我们会尽快回电。', 'Nobody can take your call right now. Leave a message after the tone and we will call you back.'), mostSeconds: 120 },
    { id: 'goodbye', kind: 'hangup', say: said('感谢来电，再见。', 'Thank you for calling. Goodbye.') },
  ],
});
const ends = [['talked', 14], ['abandoned', 2], ['callback', 2], ['told', 2]] as const;
const notes = ['已约好上门时间。', '客户会补发照片。', '说明了保修范围，客户认可。', '', ''];

/** A number with its menu, and the calls behind the newest requests by telephone. A cloud service carries it, so that a demo opens no line. */
export async function makeHotline(app: App, tx: Tx, random: Random): Promise<void> {
  const teamIds = new Map((await app.org.teams(tx)).map((t) => [t.name, t.id]));
  const teamId = teamIds.get(teams.service) ?? null;
  const calendarId = (await app.org.calendars(tx)).find((c) => c.name.includes('Service hours'))?.id ?? null;
  const number = await app.hotline.numbers.create(tx, {
    number: '4008860188', name: '全国服务热线 · Service hotline', language: 'zh-CN', calendarId, teamId, enabled: true,
    line: { mode: 'cloud', host: '', port: 5060, protocol: 'UDP', user: '', from: [] },
    recording: { calls: true, rule: 'tell', countries: [], consent: said('为提升服务质量，通话可能会被录音。', 'This call may be recorded to improve our service.'), days: 180 }, menu: menuFor(teamIds.get(teams.vip) ?? null),
  });
  const rows = (await store.phoneTickets(tx, 60)).toReversed().map((t, i) => {
    const outcome = t.ownerId === null ? 'callback' : random.weighted(ends, (e) => e[1])[0];
    const [at, waited, lasted] = [t.openedAt.getTime(), random.int(8, 140), random.int(70, 540)];
    const talked = outcome === 'talked';
    const ended = new Date(at + (waited + (talked ? lasted : 4)) * 1000);
    return {
      number_id: number.id, external_id: `demo:${t.id}`, via: 'cloud', caller: t.phone ?? `+86199${String(90_000_000 + i)}`, customer_id: t.customerId, conversation_id: t.conversationId, ticket_id: t.id, state: 'ended', language: t.language, tier: t.tier, team_id: teamId,
      started_at: t.openedAt, queued_at: outcome === 'told' ? null : new Date(at + 6000), agent_id: talked ? t.ownerId : null, answered_at: talked ? new Date(at + waited * 1000) : null, ended_at: ended, outcome,
      callback: outcome !== 'callback' ? null : t.status === 'closed' || t.status === 'solved' ? 'done' : 'wanted', disposition: talked ? random.pick(['solved', 'solved', 'follow-up']) : '', note: talked ? random.pick(notes) : '', wrapped_up_at: talked ? new Date(ended.getTime() + 40_000) : null,
    };
  });
  await insertRows(tx, 'hotline_call', store.call, rows);
}
