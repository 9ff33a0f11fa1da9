import { api } from '@aftercare/contract';
import type { TestApp } from '../../platform/testing/app.ts';

const every = [['09:00', '18:00']] as [string, string][];
const everyDay = { mon: every, tue: every, wed: every, thu: every, fri: every, sat: every, sun: every };

/** A technician with home, van and skills, and a ticket to visit for, all through the doors of the product. */
export function dispatchWorld(t: TestApp, admin: string) {
  let n = 0;
  const ticket = async () => {
    n += 1;
    const ticket = await t.call(api.tickets.open, { body: { subject: '洗衣机漏水', text: '漏水', type: 'repair', channel: 'portal', customer: { name: '王芳', phone: `1390000${String(n).padStart(4, '0')}`, email: `wang${n}@example.com`, language: 'zh-CN' } } }, { as: admin });
    return ticket.id;
  };
  const visit = async (more: Partial<{ lat: number; lon: number; minutes: number; skills: { skillId: number; level: number }[]; parts: { partId: number; quantity: number }[]; offer: boolean }> = {}) =>
    t.call(api.dispatch.createVisit, { body: { ticketId: await ticket(), title: '更换排水泵', address: '上海市黄浦区', lat: more.lat ?? 31.24, lon: more.lon ?? 121.48, minutes: 60, checklist: [{ key: 'power', title: { zh: '断电', en: 'Power off' } }], ...more } }, { as: admin });
  return {
    ticket, visit,
    /** The door answers to customers go out by. */
    door: () => t.app.platform.db.tx((tx) => t.app.conversations.accounts.create(tx, { kind: 'portal', name: 'Portal', address: 'portal-test', language: 'zh-CN', teamId: null, enabled: true, settings: {} })),
    async skill(key: string) {
      return (await t.call(api.org.createSkill, { body: { key, name: { zh: key, en: key } } }, { as: admin })).id;
    },
    async technician(more: Partial<{ lat: number; lon: number; skills: { skillId: number; level: number }[]; van: boolean; lunch: boolean; territories: number[] }> = {}) {
      n += 1;
      const agent = await t.agent({ name: `Tech ${n}`, roles: ['technician'] });
      if (more.skills) await t.call(api.org.updateAgent, { params: { id: agent.id }, body: { skills: more.skills } }, { as: admin });
      const van = more.van ? await t.call(api.sites.create, { body: { key: `VAN-${n}`, kind: 'van', name: { zh: `车${n}`, en: `Van ${n}` }, agentId: agent.id } }, { as: admin }) : null;
      const row = await t.call(api.dispatch.createTechnician, { body: { agentId: agent.id, homeLat: more.lat ?? 31.23, homeLon: more.lon ?? 121.47, vanSiteId: van?.id ?? null, territoryIds: more.territories ?? [], shift: everyDay, lunch: more.lunch ? { from: '11:30', until: '13:00', minutes: 45 } : null, phone: '13800000000' } }, { as: admin });
      return { ...row, cookie: agent.cookie, vanId: van?.id ?? 0 };
    },
    async booked(more: Parameters<typeof visit>[0] = {}, pick = 0) {
      const made = await visit(more);
      const slots = await t.call(api.dispatch.slots, { params: { id: made.id } }, { as: admin });
      const slot = slots.items[pick]!;
      return { ...(await t.call(api.dispatch.book, { params: { id: made.id }, body: { from: slot.from, until: slot.until } }, { as: admin })), url: made.url };
    },
    async stock(siteId: number, quantity: number) {
      n += 1;
      const part = await t.call(api.parts.create, { body: { number: `PUMP-${n}`, name: { zh: '排水泵', en: 'Drain pump' } } }, { as: admin });
      await t.call(api.parts.receive, { body: { partId: part.id, siteId, quantity, unitCostMinor: 5000 } }, { as: admin });
      return part.id;
    },
    facts: (ticketId: number) => t.app.platform.db.rows<{ type: string; payload: Record<string, unknown> }>({ text: `select type, payload from event where stream = $1 and type like 'visit.%' order by id`, values: [`ticket:${ticketId}`] }),
    said: async (ticketId: number) => (await t.app.platform.db.rows<{ text: string }>({ text: `select m.body as text from message m join ticket_conversation c using (conversation_id) where c.ticket_id = $1 and m.direction = 'out' order by m.id`, values: [ticketId] })).map((m) => m.text),
  };
}
export type DispatchWorld = ReturnType<typeof dispatchWorld>;
