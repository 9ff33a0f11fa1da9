import { mirror as contract } from '@aftercare/contract/mirror';
import { conversations as conversationContract } from '@aftercare/contract/conversations';
import { relations } from '@aftercare/contract/relations';
import { tickets as ticketContract } from '@aftercare/contract/tickets';
import { channels } from '@aftercare/contract/channels';
import { desk as deskContract } from '@aftercare/contract/desk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { type DeskInTest, chatwootInTest, houseWith, zendeskInTest } from './testing-desks.ts';

let t: TestApp;
beforeAll(async () => { t = await testApp(); });
afterAll(() => t.close());

describe.each(['zendesk', 'chatwoot'] as const)('mirrored with %s', (kind) => {
  let desk: DeskInTest;
  let house: Awaited<ReturnType<typeof houseWith>>;
  let ann: { id: number };
  beforeAll(async () => {
    desk = await (kind === 'zendesk' ? zendeskInTest : chatwootInTest)(() => t.clock.now());
    house = await houseWith(t, desk);
    ann = (await t.app.org.agents()).find((a) => a.email === 'ann@norvane.example') ?? (await t.agent({ name: 'Ann Lee', email: 'ann@norvane.example' }));
    const mine = `mine-${kind}@norvane.example`;
    await t.agent({ name: `Only Here ${kind}`, email: mine });
    await t.app.mirror.look(house.account.id);
  });
  afterAll(() => desk.api.stop());

  const ours = async (conversationId: number) => { const id = await t.app.tickets.ticketOfConversation(conversationId); const ticket = id ? await t.app.tickets.get(id) : undefined; if (!ticket) throw new Error('no ticket'); return ticket; };
  const wordsHere = async (ticketId: number) => (await t.app.conversations.messages(await t.app.tickets.conversationIds(ticketId), { before: null, limit: 100 })).map((m) => ({ text: m.body, in: m.direction === 'in', files: m.attachments.map((a) => a.name) }));
  const twin = async (ticketId: number) => (await t.call(contract.twins, { params: { id: ticketId } }, { as: house.admin })).items[0];

  it('tries the connection step by step', async () => {
    const probe = await t.call(channels.test, { params: { id: house.account.id } }, { as: house.admin });
    expect(probe).toMatchObject({ ok: true });
    expect(JSON.stringify(probe.steps)).toContain('Ann Lee');
  });

  it('brings a ticket of ours there, answers from there to the customer by our door, and nothing twice', async () => {
    const { conversationId } = await house.customer('first', 'My kettle leaks');
    await house.settle();
    const ticket = await ours(conversationId);
    const there = Number((await twin(ticket.id))?.remoteId);
    expect(desk.words(there)).toMatchObject([{ text: 'My kettle leaks', by: 'customer', public: true }]);
    desk.say(there, 'Please send a photo', 'agent');
    desk.set(there, { status: 'pending', assignee: 901 });
    expect(await house.hook(there)).toBe(200);
    expect(await house.hook(there)).toBe(200);
    await house.settle();
    expect((await wordsHere(ticket.id)).map((w) => w.text)).toEqual(['My kettle leaks', 'Please send a photo']);
    expect(await ours(conversationId)).toMatchObject({ status: 'pending', ownerId: ann.id });
    await house.customer('first', 'Here it is');
    await house.settle();
    expect(desk.words(there).map((w) => w.text)).toEqual(['My kettle leaks', 'Please send a photo', 'Here it is']);
    expect(await ours(conversationId)).toMatchObject({ status: 'open' });
    expect(desk.status(there)).toBe('open');
    const calls = desk.api.calls.filter((c) => c.method !== 'GET').length;
    for (const id of desk.hooks()) await house.hook(id);
    await house.settle();
    expect(desk.api.calls.filter((c) => c.method !== 'GET').length, 'an echo writes nothing').toBe(calls);
  });

  it('takes a ticket that began there, answers through the desk, and closes on both sides', async () => {
    const there = desk.begin({ name: 'Zoe', email: `zoe-${kind}@x.example` }, 'Broken lid', 'It does not close');
    await house.hook(there);
    await house.settle();
    const link = (await t.app.platform.db.rows<{ ticketId: number }>({ text: 'select ticket_id as "ticketId" from mirror_link where remote_id = $1 and account_id = $2', values: [String(there), house.account.id] }))[0];
    const id = link?.ticketId ?? 0;
    expect(await t.app.tickets.get(id)).toMatchObject({ subject: 'Broken lid', customerName: 'Zoe', channel: kind });
    await t.call(conversationContract.reply, { params: { id }, body: { text: 'We send a new one', then: 'keep', undoSeconds: 0 } }, { as: house.admin });
    await house.settle();
    const said = desk.words(there);
    expect(said.length).toBe(2);
    expect(said[1]?.text).toContain('We send a new one');
    expect(said[1]).toMatchObject({ by: 'agent', public: true });
    await t.call(ticketContract.update, { params: { id }, body: { status: 'solved', ownerId: ann.id } }, { as: house.admin });
    await house.settle();
    expect(desk.status(there)).toBe('solved');
    expect(desk.assignee(there)).toBe('Ann Lee');
    desk.say(there, 'Still broken', 'customer');
    await house.hook(there);
    await house.settle();
    expect((await wordsHere(id)).at(-1)).toMatchObject({ text: 'Still broken', in: true });
    expect(await t.app.tickets.get(id)).toMatchObject({ status: 'open' });
    expect(desk.status(there)).toBe('open');
  });

  it('shows what both changed as a conflict and lets a person decide; who is unknown there is told', async () => {
    const { conversationId } = await house.customer('clash', 'Both at once');
    await house.settle();
    const ticket = await ours(conversationId);
    const there = Number((await twin(ticket.id))?.remoteId);
    desk.set(there, { status: 'solved', assignee: 901 });
    await t.call(ticketContract.update, { params: { id: ticket.id }, body: { status: 'pending' } }, { as: house.admin });
    await house.hook(there);
    await house.settle();
    const [conflict] = (await twin(ticket.id))?.conflicts ?? [];
    expect(conflict).toMatchObject({ field: 'status', here: 'pending', there: 'solved', reason: 'both-changed' });
    expect((await t.call(contract.state, { params: { id: house.account.id } }, { as: house.admin })).conflicts).toBe(1);
    await t.call(contract.resolve, { params: { id: conflict?.id ?? 0 }, body: { choose: 'here' } }, { as: house.admin });
    await house.settle();
    expect(desk.status(there)).toBe('pending');
    expect((await ours(conversationId)).status).toBe('pending');
    const mine = (await t.app.org.agents()).find((a) => a.name === `Only Here ${kind}`);
    await t.call(ticketContract.update, { params: { id: ticket.id }, body: { ownerId: mine?.id ?? 0 } }, { as: house.admin });
    await house.settle();
    const [unknown] = (await twin(ticket.id))?.conflicts ?? [];
    expect(unknown).toMatchObject({ field: 'owner', reason: 'nobody-there', here: `Only Here ${kind}`, there: 'Ann Lee' });
    await t.call(contract.resolve, { params: { id: unknown?.id ?? 0 }, body: { choose: 'there' } }, { as: house.admin });
    await house.settle();
    expect((await ours(conversationId)).ownerId).toBe(ann.id);
    expect((await twin(ticket.id))?.conflicts).toEqual([]);
  });

  it('carries files both ways', async () => {
    const file = await t.app.platform.files.put(Buffer.from('a picture'), { name: '照片.txt', declaredType: 'text/plain', maxBytes: 1000, owner: 'x' });
    const { conversationId } = await t.app.conversations.ingest({ accountId: house.door.id, externalId: `file-${kind}`, threadKey: 'file', from: { name: 'F', language: 'en', addresses: [{ kind: 'email', value: `f-${kind}@x.example` }] }, subject: 'File', text: 'see', files: [{ fileId: file.id, inline: false }], at: t.clock.now() });
    await house.settle();
    const ticket = await ours(conversationId);
    const there = Number((await twin(ticket.id))?.remoteId);
    expect(desk.words(there)[0]?.files).toEqual(['照片.txt']);
    if (kind === 'zendesk') { const { sim } = desk as Awaited<ReturnType<typeof zendeskInTest>>; sim.act(there, { comment: { body: 'manual', uploads: [sim.upload('manual.txt', 'text/plain', Buffer.from('read me'))] } }); }
    else { const { sim } = desk as Awaited<ReturnType<typeof chatwootInTest>>; sim.act(there, { content: 'manual', attachments: [sim.keep('manual.txt', 'text/plain', Buffer.from('read me'))] }); }
    await house.hook(there);
    await house.settle();
    expect((await wordsHere(ticket.id)).at(-1)).toMatchObject({ text: 'manual', files: ['manual.txt'] });
  });

  it('carries internal notes both ways once that is wanted, each once, and never to a customer', async () => {
    const { conversationId } = await house.customer('noted', 'Noted');
    await house.settle();
    const ticket = await ours(conversationId);
    const there = Number((await twin(ticket.id))?.remoteId);
    const bea = await t.agent({ name: `Bea ${kind}` });
    const note = (text: string) => t.call(ticketContract.addNote, { params: { id: ticket.id }, body: { text } }, { headers: { cookie: bea.cookie, origin: 'http://localhost:3000' } });
    await note('stays at home');
    await house.settle();
    expect(desk.words(there).length).toBe(1);
    await t.call(channels.update, { params: { id: house.account.id }, body: { settings: { notes: true } } }, { as: house.admin });
    // The answer to the writing of it is lost: found again, not written twice.
    desk.api.fail(...Array.from({ length: 3 }, () => ({ silent: true })));
    await note('ask the works');
    await house.settle(20);
    expect(desk.words(there).slice(1).map((w) => [w.text.replace(/^.*:\n/, ''), w.public])).toEqual([['stays at home', false], ['ask the works', false]]);
    if (kind === 'zendesk') (desk as Awaited<ReturnType<typeof zendeskInTest>>).sim.act(there, { comment: { body: 'they say Friday', public: false } });
    else (desk as Awaited<ReturnType<typeof chatwootInTest>>).sim.act(there, { content: 'they say Friday', by: 'agent', private: true });
    await house.hook(there);
    await house.settle();
    const page = await t.call(deskContract.ticketPage, { params: { id: ticket.id }, query: {} }, { as: house.admin });
    expect(page.timeline.flatMap((i) => (i.kind === 'note' ? [[i.note.author.name, i.note.text]] : []))).toEqual([[`Bea ${kind}`, 'stays at home'], [`Bea ${kind}`, 'ask the works'], ['Ann Lee', 'they say Friday']]);
    expect((await wordsHere(ticket.id)).map((w) => w.text)).toEqual(['Noted']);
    await house.hook(there);
    await house.settle();
    expect(desk.words(there).length).toBe(4);
    await t.call(channels.update, { params: { id: house.account.id }, body: { settings: { notes: false } } }, { as: house.admin });
  });

  it('merged here, the twins become one as far as the desk can; what is said on the old one comes to the ticket that stays', async () => {
    const [first, second] = [await house.customer('twice', 'My lamp flickers', 'twice-a'), await t.app.conversations.ingest({ accountId: house.door.id, externalId: `again-${kind}`, threadKey: 'twice-b', from: { name: 'T', language: 'en', addresses: [{ kind: 'email', value: `${kind}-twice-a@x.example` }] }, subject: 'Lamp again', text: 'It still flickers', at: t.clock.now() })];
    await house.settle();
    const [into, from] = [await ours(first.conversationId), await ours(second.conversationId)];
    const [intoThere, fromThere] = [Number((await twin(into.id))?.remoteId), Number((await twin(from.id))?.remoteId)];
    await t.call(relations.merge, { body: { fromId: from.id, intoId: into.id } }, { as: house.admin });
    await house.settle();
    expect(desk.status(fromThere)).toBe('solved');
    expect(desk.words(fromThere).some((w) => !w.public && w.text.includes(`#${intoThere}`))).toBe(true);
    expect(desk.words(intoThere).map((w) => w.text)).toEqual(expect.arrayContaining(['My lamp flickers', 'It still flickers']));
    if (kind === 'zendesk') return;
    desk.say(fromThere, 'Hello? Lamp?', 'customer');
    await house.hook(fromThere);
    await house.settle();
    expect((await wordsHere(into.id)).at(-1)).toMatchObject({ text: 'Hello? Lamp?', in: true });
  });

  it.runIf(kind === 'zendesk')('merged there, the two become one here; undone here, it stays undone', async () => {
    const { sim } = desk as Awaited<ReturnType<typeof zendeskInTest>>;
    const who = { name: 'Two Mails', email: 'two-mails@x.example' };
    const [first, second, other] = [desk.begin(who, 'Pump hums', 'It hums'), desk.begin(who, 'Pump again', 'It hums still'), desk.begin({ name: 'Other', email: 'other-one@x.example' }, 'Lamp', 'Dark')];
    for (const id of [first, second, other]) await house.hook(id);
    await house.settle();
    const hereOf = async (id: number) => (await t.app.platform.db.rows<{ ticketId: number }>({ text: 'select ticket_id as "ticketId" from mirror_link where remote_id = $1 and account_id = $2', values: [String(id), house.account.id] }))[0]?.ticketId ?? 0;
    const [into, from, apart] = [await hereOf(first), await hereOf(second), await hereOf(other)];
    const said = desk.words(first).length;
    sim.merge(second, first);
    for (const id of desk.hooks()) await house.hook(id);
    await house.settle();
    expect(await t.app.tickets.get(from)).toMatchObject({ status: 'closed', mergedInto: into });
    expect((await wordsHere(into)).map((w) => w.text)).toEqual(['It hums', 'It hums still']);
    expect(desk.words(first).length, 'nothing is written there a second time').toBe(said + 1);
    const merge = (await t.call(relations.of, { params: { id: into } }, { as: house.admin })).merges[0];
    await t.call(relations.undo, { params: { id: merge?.id ?? 0 } }, { as: house.admin });
    for (const id of [first, second]) await house.hook(id);
    await house.settle();
    expect(await t.app.tickets.get(from)).toMatchObject({ mergedInto: null });
    expect((await twin(from))?.conflicts).toEqual([]);
    // Two customers here: it only ends, and says why.
    sim.merge(other, first);
    await house.hook(other);
    await house.settle();
    expect(await t.app.tickets.get(apart)).toMatchObject({ status: 'solved', mergedInto: null });
    const page = await t.call(deskContract.ticketPage, { params: { id: apart }, query: {} }, { as: house.admin });
    expect(page.timeline.flatMap((i) => (i.kind === 'note' ? [i.note.text] : []))).toEqual([expect.stringContaining(`#${first}`)]);
  });

  it('refuses a forged webhook, catches up by cursor after an outage, and waits when asked to', async () => {
    expect(await house.hook(1, { forged: true })).toBe(401);
    const begun = Array.from({ length: 7 }, (_, n) => desk.begin({ name: `Out ${n}`, email: `out${n}-${kind}@x.example` }, `Outage ${n}`, `lost ${n}?`));
    t.clock.advance(3_600 * 30);
    await t.app.mirror.look(house.account.id);
    // Too many calls a minute: it says when, and we wait till then.
    const before = desk.calls.perMinute;
    desk.calls.perMinute = 3;
    await t.drain().catch(() => {});
    const held = await t.call(contract.state, { params: { id: house.account.id } }, { as: house.admin });
    expect(held.holdUntil).not.toBeNull();
    const asked = desk.api.calls.length;
    await house.pause();
    await t.drain().catch(() => {});
    expect(desk.api.calls.length, 'quiet while asked to wait').toBe(asked);
    t.clock.advance(61);
    desk.calls.perMinute = before;
    await house.settle();
    const known = await t.app.platform.db.rows<{ id: string }>({ text: 'select remote_id as id from mirror_link where account_id = $1', values: [house.account.id] });
    expect(begun.filter((id) => !known.some((k) => k.id === String(id)))).toEqual([]);
  });

  it('finds what it wrote when the answer was lost', async () => {
    const { conversationId } = await house.customer('lost', 'first words');
    // Every other answer gets lost after the work was done.
    for (let n = 0; n < 6; n++) desk.api.fail({ silent: true });
    await house.settle(30);
    const ticket = await ours(conversationId);
    const there = Number((await twin(ticket.id))?.remoteId);
    desk.api.fail({ silent: true }, { silent: true }, { silent: true }, { silent: true });
    await house.customer('lost', 'second words');
    await house.settle(30);
    expect(desk.words(there).map((w) => w.text)).toEqual(['first words', 'second words']);
    expect(desk.ids().filter((id) => desk.words(id)[0]?.text === 'first words')).toEqual([there]);
  });
});
