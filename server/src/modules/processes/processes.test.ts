import { api } from '@aftercare/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { systemActor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { ProcessError, defineAction } from '../../platform/module/index.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import type { ProcessEngine } from './processes.ts';
import { errors, file, message, on, service, signals, steps } from './testing/drawing.ts';

let t: TestApp;
let engine: ProcessEngine;
let key: string;
/** What the test action does next time. */
let behave: (input: { n?: number }) => unknown = () => ({});
const calls: unknown[] = [];
const db = () => t.app.platform.db;
const tx = <T>(work: (tx: Tx) => Promise<T>) => db().tx(work);
const task = (id: string, more = '') => `<userTask id="${id}" name="${id}" aftercare:role="agent" aftercare:deadline="P2WD"><extensionElements><aftercare:title zh="步骤 ${id}" en="Step ${id}"/><aftercare:standard zh="好" en="well"/>${more}</extensionElements></userTask>`;
const se = '<startEvent id="s" name="begins"/><endEvent id="e" name="ends"/>';

beforeAll(async () => {
  t = await testApp();
  engine = t.app.afterSales.processes;
  key = await t.key();
  const name = { zh: '试', en: 'Try' };
  engine.useActions([{ name: 'trying', actions: [
    defineAction({ name: 'trying.note', title: name, input: z.object({ n: z.number().optional() }), async run(input, { tx: handle, taskKey }) {
      await handle.run({ text: 'insert into trying (key, n) values ($1, $2)', values: [taskKey, input.n ?? null] });
      calls.push(input);
      return behave(input);
    } }),
    defineAction({ name: 'trying.tell', title: name, input: z.object({}), async run(_input, context) {
      await engine.message(context.tx as Tx, { stream: context.stream, name: 'told', payload: { heard: true } });
      return {};
    } }),
  ] }]);
  await db().pool.query('create table trying (key text primary key, n int)');
});
afterAll(() => t.close());

let n = 0;
const deploy = async (content: string, more = '', name = `p${++n}`) => {
  const xml = file(content, more).replace('<process id="p"', `<process id="p" name="${name}"`);
  const faults = (await engine.definitions.lint(db(), xml, 'bpmn')).filter((f) => f.severity === 'error');
  if (faults[0]) throw new Error(faults.map((f) => f.message.en).join('\n'));
  await tx((x) => engine.deploy(x, { key: name, kind: 'bpmn', xml, actor: systemActor }));
  return name;
};
const start = (process: string, stream: string, variables = {}, once?: string) => tx((x) => engine.start(x, { key: process, stream, variables, actor: systemActor, ...(once ? { once } : {}) }));
const tasks = (stream: string) => engine.tasksOf(db(), { stream });
const complete = async (stream: string, element: string, output = {}) => {
  const found = (await tasks(stream)).find((x) => x.elementId === element);
  if (!found) throw new Error(`no task ${element}`);
  return tx((x) => engine.completeTask(x, found.id, { output, actor: systemActor }));
};
const states = async (stream: string) => (await engine.instancesOf(db(), stream)).map((i) => i.state);
const facts = async (stream: string) => (await db().rows<{ type: string }>({ text: `select type from event where stream = $1 and type like 'processes.%' order by id`, values: [stream] })).map((r) => r.type.slice(10));
const noted = async () => (await db().one<{ n: number }>({ text: 'select count(*)::int as n from trying', values: [] }))?.n;

describe('an instance', () => {
  it('goes from task to task, tells what happens, and ends', async () => {
    const p = await deploy(steps(`${se}${task('a', '<aftercare:customer zh="{= name}，您好" en="Hello {= name}"/><aftercare:form><aftercare:field key="fault" type="text" required="true" zh="故障" en="Fault"/></aftercare:form>')}<exclusiveGateway id="x" name="bad?"/>${task('b')}`, 's -> a\na -> x\nx -> b : = fault = "screen"\nx -> e : *\nb -> e').replace('id="x-b"', 'id="x-b" name="yes"'));
    await start(p, 'case:1', { name: '王芳' });
    const [open] = await tasks('case:1');
    // Two working days from Monday 2 March, 10:00 in Shanghai.
    expect(open).toMatchObject({ elementId: 'a', role: 'agent', ticketId: null, state: 'open', title: { zh: '步骤 a', en: 'Step a' }, customer: { zh: '王芳，您好', en: 'Hello 王芳' }, form: [{ key: 'fault', required: true }] });
    await complete('case:1', 'a', { fault: 'screen' });
    expect((await tasks('case:1')).map((x) => x.elementId)).toEqual(['b']);
    await complete('case:1', 'b');
    expect(await states('case:1')).toEqual(['completed']);
    expect(await facts('case:1')).toEqual(['started', 'step-entered', 'task-opened', 'task-done', 'step-left', 'step-entered', 'task-opened', 'task-done', 'step-left', 'step-entered', 'step-left', 'ended']);
    const [story] = await engine.storiesOf(db(), 'case:1');
    expect(story?.trace.map((v) => [v.elementId, v.outcome])).toEqual([['s', 'completed'], ['a', 'completed'], ['x', 'completed'], ['b', 'completed'], ['e', 'completed']]);
    expect(story?.flows).toEqual({ 's-a': 1, 'a-x': 1, 'x-b': 1, 'b-e': 1 });
  });
  it('over HTTP: what a person fills in is checked, claimed, done once', async () => {
    const p = await deploy(steps(`${se}${task('a', '<aftercare:form><aftercare:field key="price" type="number" required="true" zh="价格" en="Price"/></aftercare:form>')}`, 's -> a\na -> e'));
    await start(p, 'house:1');
    const [open] = await tasks('house:1');
    const id = open?.id ?? 0;
    await expect(t.call(api.processes.complete, { params: { id }, body: { output: { price: 'much' } } }, { as: key })).rejects.toMatchObject({ problem: { code: 'invalid-input', fields: [{ path: 'output.price', message: 'Price does not fit.' }] } });
    const { id: agentId } = await t.agent();
    expect(await t.call(api.processes.claim, { params: { id }, body: { agentId } }, { as: key })).toMatchObject({ assigneeId: agentId });
    expect(await t.call(api.processes.complete, { params: { id }, body: { output: { price: 5 } } }, { as: key })).toMatchObject({ state: 'done', output: { price: 5 } });
    await expect(t.call(api.processes.complete, { params: { id }, body: { output: { price: 5 } } }, { as: key })).rejects.toMatchObject({ problem: { status: 409 } });
  });
  it('starts once for a key, however many ask at the same moment', async () => {
    const p = await deploy(steps(`${se}${task('a')}`, 's -> a\na -> e'));
    const ids = await Promise.all([1, 2, 3, 4].map(() => start(p, 'case:5', {}, 'only')));
    expect(new Set(ids).size).toBe(1);
    expect(await tasks('case:5')).toHaveLength(1);
    const many = await tx((x) => engine.startMany(x, Array.from({ length: 50 }, (_, i) => ({ key: p, stream: `many:${i}`, actor: systemActor }))));
    expect(new Set(many).size).toBe(50);
    expect((await db().one<{ n: number }>({ text: `select count(*)::int as n from process_task where stream like 'many:%'`, values: [] }))?.n).toBe(50);
  });
});

describe('time', () => {
  it('fires when due: hours, working days, cycles; each once on two machines', async () => {
    const p = await deploy(steps(`${se}${task('a')}${task('late')}${task('nag')}<boundaryEvent id="b" name="late" attachedToRef="a">${on.after('P3WD')}</boundaryEvent><boundaryEvent id="c" name="nag" attachedToRef="a" cancelActivity="false">${on.every('R2/P1D')}</boundaryEvent>`, 's -> a\na -> e\nb -> late\nlate -> e\nc -> nag\nnag -> e'));
    await tx((x) => t.app.sla.seedSla(x));
    await start(p, 'case:20');
    const open = async () => (await tasks('case:20')).map((x) => x.elementId).toSorted();
    await engine.fireDue();
    expect(await open()).toEqual(['a']);
    t.clock.advance(86_400);
    await Promise.all([engine.fireDue(), engine.fireDue()]);
    expect(await open()).toEqual(['a', 'nag']);
    t.clock.advance(86_400);
    await engine.fireDue();
    expect(await open()).toEqual(['a', 'nag', 'nag']);
    t.clock.advance(86_400);
    await Promise.all([engine.fireDue(), engine.fireDue()]);
    expect(await open()).toEqual(['late', 'nag', 'nag']);
    expect((await engine.tasksOf(db(), { stream: 'case:20', state: 'cancelled' })).map((x) => x.elementId)).toEqual(['a']);
  });
  it('fires many that fall due together, each once, and one that cannot be read hinders nobody', async () => {
    const p = await deploy(steps(`${se}${task('after')}<intermediateCatchEvent id="w" name="w">${on.after('PT1H')}</intermediateCatchEvent>`, 's -> w\nw -> after\nafter -> e'));
    const ids = await tx((x) => engine.startMany(x, Array.from({ length: 45 }, (_, i) => ({ key: p, stream: `due:${i}`, actor: systemActor }))));
    await db().run({ text: `update process_instance set data = '\\x00ff' where id = $1`, values: [ids[7]] });
    t.clock.advance(3601);
    await Promise.all([engine.fireDue(), engine.fireDue()]);
    const open = await db().rows<{ id: number; n: number }>({ text: `select instance_id as id, count(*)::int as n from process_task where instance_id = any($1) group by 1`, values: [ids] });
    expect(new Map(open.map((o) => [o.id, o.n]))).toEqual(new Map(ids.filter((id) => id !== ids[7]).map((id) => [id, 1])));
    expect(await states('due:7')).toEqual(['stuck']);
    await db().run({ text: 'delete from process_instance where id = $1', values: [ids[7]] });
  });
});

describe('messages and signals', () => {
  it('find who waits on their stream; early ones are kept, unless told not to', async () => {
    const p = await deploy(steps(`${se}${task('a')}<intermediateCatchEvent id="m" name="paid">${on.message('paid')}</intermediateCatchEvent>${task('b')}`, 's -> a\na -> m\nm -> b\nb -> e'), message('paid'));
    await start(p, 'case:30');
    await start(p, 'case:31');
    expect(await tx((x) => engine.message(x, { stream: 'case:30', name: 'paid', payload: { amount: 7 } }))).toBe(0);
    expect(await tx((x) => engine.message(x, { stream: 'case:31', name: 'paid', keep: false }))).toBe(0);
    await complete('case:30', 'a');
    await complete('case:31', 'a');
    expect([(await tasks('case:30')).map((x) => x.elementId), (await tasks('case:31')).map((x) => x.elementId)]).toEqual([['b'], []]);
    expect((await engine.storiesOf(db(), 'case:30'))[0]?.variables).toEqual({ amount: 7 });
    expect((await engine.storiesOf(db(), 'case:31'))[0]?.waiting).toMatchObject([{ kind: 'message', name: 'paid', elementId: 'm' }]);
    expect(await tx((x) => engine.message(x, { stream: 'case:31', name: 'paid' }))).toBe(1);
  });
  it('a message in the moment before somebody waits is not lost', async () => {
    const p = await deploy(steps(`${se}${task('a')}<receiveTask id="m" name="paid" messageRef="m-paid"/>`, 's -> a\na -> m\nm -> e'), message('paid'));
    const streams = Array.from({ length: 12 }, (_, i) => `race:${i}`);
    for (const stream of streams) await start(p, stream);
    await Promise.all(streams.flatMap((stream) => [complete(stream, 'a'), tx((x) => engine.message(x, { stream, name: 'paid' }))]));
    for (const stream of streams) expect(await states(stream)).toEqual(['completed']);
  });
  it('an action may tell its own instance', async () => {
    const p = await deploy(steps(`${se}<parallelGateway id="f"/><receiveTask id="m" name="told" messageRef="m-told"/>${service('tell', 'trying.tell').replace('id="tell"', 'id="tell" name="tell"')}<parallelGateway id="j"/>`, 's -> f\nf -> m\nf -> tell\nm -> j\ntell -> j\nj -> e'), message('told'));
    await start(p, 'case:33');
    expect([await states('case:33'), (await engine.storiesOf(db(), 'case:33'))[0]?.variables]).toEqual([['completed'], { heard: true }]);
  });
  it('signals reach every instance; diagrams tell each other', async () => {
    const waits = await deploy(steps(`${se}<intermediateCatchEvent id="m" name="go">${on.signal('go')}</intermediateCatchEvent>`, 's -> m\nm -> e'), signals('go'));
    const tells = await deploy(steps(`<startEvent id="s" name="s"/><endEvent id="e" name="e">${on.signal('go')}</endEvent>`, 's -> e'), signals('go'));
    for (const stream of ['a:1', 'a:2', 'a:3']) await start(waits, stream);
    await start(tells, 'a:4');
    for (const stream of ['a:1', 'a:2', 'a:3', 'a:4']) expect(await states(stream)).toEqual(['completed']);
  });
});

describe('actions', () => {
  const drawn = () => steps(`${se}${task('a')}${service('do', 'trying.note', { n: '= n' }, { got: '= result.m' }).replace('id="do"', 'id="do" name="do"')}${task('b')}${task('none')}<boundaryEvent id="err" name="none" attachedToRef="do">${on.error('no-stock')}</boundaryEvent>`, 's -> a\na -> do\ndo -> b\nb -> e\nerr -> none\nnone -> e');
  it('have their effect with the step or not at all; what fails is seen and tried again', async () => {
    const p = await deploy(drawn(), errors('no-stock'));
    await start(p, 'case:40', { n: 3 });
    const before = await noted();
    behave = () => { throw new Error('the carrier is away'); };
    await complete('case:40', 'a');
    expect([await noted(), await states('case:40')]).toEqual([before, ['stuck']]);
    const [story] = await engine.storiesOf(db(), 'case:40');
    expect(story?.stuck).toMatchObject({ elementId: 'do', reason: 'the carrier is away', attempts: 1 });
    t.clock.advance(11);
    await engine.fireDue();
    expect((await engine.storiesOf(db(), 'case:40'))[0]?.stuck).toMatchObject({ attempts: 2 });
    behave = () => ({ m: 9 });
    await tx((x) => engine.retry(x, Number(story?.id)));
    expect([await noted(), await states('case:40'), (await tasks('case:40')).map((x) => x.elementId), (await engine.storiesOf(db(), 'case:40'))[0]?.variables]).toEqual([(before ?? 0) + 1, ['running'], ['b'], { n: 3, got: 9 }]);
  });
  it('their errors go where the diagram says, without their effect', async () => {
    const p = await deploy(drawn(), errors('no-stock'));
    const before = await noted();
    behave = () => { throw new ProcessError('no-stock', { left: 0 }); };
    await start(p, 'case:41', { n: 3 });
    await complete('case:41', 'a');
    expect([await noted(), (await tasks('case:41')).map((x) => x.elementId)]).toEqual([before, ['none']]);
  });
  it('an error of the database does not break the transaction around', async () => {
    behave = () => db().one({ text: 'select 1/0', values: [] });
    const p = await deploy(drawn(), errors('no-stock'));
    await start(p, 'case:42', { n: 3 });
    await tx(async (x) => {
      await engine.completeTask(x, (await engine.tasksOf(x, { stream: 'case:42' }))[0]?.id ?? 0, { actor: systemActor });
      await x.run({ text: `insert into trying (key, n) values ('beside', 1)`, values: [] });
    });
    expect([await states('case:42'), (await db().rows({ text: `select from trying where key = 'beside'`, values: [] })).length]).toEqual([['stuck'], 1]);
  });
  it('two nodes racing for one instance take turns: every step once', async () => {
    behave = () => ({ m: 1 });
    calls.length = 0;
    const p = await deploy(steps(`${se}<parallelGateway id="f"/>${['a', 'b', 'c', 'd'].map((id) => task(id)).join('')}<parallelGateway id="j"/>${service('do', 'trying.note').replace('id="do"', 'id="do" name="do"')}`, 's -> f\nf -> a\nf -> b\nf -> c\nf -> d\na -> j\nb -> j\nc -> j\nd -> j\nj -> do\ndo -> e'));
    await start(p, 'case:43');
    const open = await tasks('case:43');
    const done = await Promise.allSettled([...open, ...open].map((x) => tx((y) => engine.completeTask(y, x.id, { actor: systemActor }))));
    expect(done.filter((d) => d.status === 'fulfilled')).toHaveLength(4);
    for (const d of done) if (d.status === 'rejected') expect(d.reason).toMatchObject({ code: 'conflict' });
    expect([await states('case:43'), calls]).toEqual([['completed'], [{}]]);
  });
  it('a step that is rolled back leaves no trace and can be done again', async () => {
    const p = await deploy(drawn(), errors('no-stock'));
    await start(p, 'case:44', { n: 1 });
    const id = (await tasks('case:44'))[0]?.id ?? 0;
    const before = [await noted(), await facts('case:44')];
    await expect(tx(async (x) => { await engine.completeTask(x, id, { actor: systemActor }); throw new Error('crash before commit'); })).rejects.toThrow('crash');
    expect([await noted(), await facts('case:44')]).toEqual(before);
    await complete('case:44', 'a');
    expect((await tasks('case:44')).map((x) => x.elementId)).toEqual(['b']);
  });
  it('what refuses a person is told to that person, and their step stays open; machines try again', async () => {
    const named = (id: string, inputs = {}) => service(id, 'trying.note', inputs).replace('<serviceTask', `<serviceTask name="${id}"`);
    const p = await deploy(steps(`${se}${task('a')}${named('first')}${named('do', { n: '= n' })}`, 's -> a\na -> first\nfirst -> do\ndo -> e'));
    await start(p, 'house:45', { n: 1 });
    const id = (await tasks('house:45'))[0]?.id ?? 0;
    const before = [await noted(), await facts('house:45')];
    const completing = (n: unknown) => t.call(api.processes.complete, { params: { id }, body: { output: { n } } }, { as: key });
    behave = ({ n: got }) => { if (got !== undefined) throw new Refusal('conflict', { key: 'processes.unknown', params: { key: 'x' } }); return {}; };
    await expect(completing(2)).rejects.toMatchObject({ problem: { code: 'conflict', detail: 'There is no live process “x”.' } });
    behave = ({ n: got }) => { if (got !== undefined) throw new ProcessError('no-repair'); return {}; };
    await expect(completing(2)).rejects.toMatchObject({ problem: { code: 'conflict', detail: 'The next step “do” was refused: no-repair. Your step stays open and nothing was changed.' } });
    behave = () => ({});
    await expect(completing('two')).rejects.toMatchObject({ problem: { code: 'conflict', detail: expect.stringContaining('trying.note: n:') as string } });
    expect([await noted(), await facts('house:45'), (await tasks('house:45')).map((x) => x.elementId)]).toEqual([...before, ['a']]);
    // What time may heal holds the automatic step, not the person.
    behave = ({ n: got }) => { if (got !== undefined) throw new Error('the line is down'); return {}; };
    await completing(2);
    expect(await states('house:45')).toEqual(['stuck']);
    behave = () => ({});
  });
  it('are listed with the schema of what they take', async () => {
    const { items } = await t.call(api.processes.actions, {}, { as: key });
    expect(items.find((a) => a.name === 'trying.note')).toMatchObject({ module: 'trying', input: { type: 'object', properties: { n: { type: 'number' } } }, output: null });
  });
});

describe('calls', () => {
  it('another live diagram, on the version of the moment', async () => {
    const inner = await deploy(steps(`${se}${task('inner')}`, 's -> inner\ninner -> e'));
    const outer = await deploy(steps(`${se}<callActivity id="c" name="call" calledElement="${inner}"/>`, 's -> c\nc -> e'));
    await start(outer, 'case:50');
    await deploy(steps(`${se}${task('other')}`, 's -> other\nother -> e'), '', inner);
    await complete('case:50', 'inner', { result: 4 });
    expect([await states('case:50'), (await engine.storiesOf(db(), 'case:50'))[0]?.variables]).toEqual([['completed'], { result: 4 }]);
  });
});

describe('versions', () => {
  const first = steps(`${se}${task('a')}${task('b')}`, 's -> a\na -> b\nb -> e');
  it('running instances finish on theirs; new ones start on the live one; one can roll back', async () => {
    const p = await deploy(first);
    await start(p, 'case:60');
    await deploy(steps(`${se}${task('z')}`, 's -> z\nz -> e'), '', p);
    await start(p, 'case:61');
    await complete('case:60', 'a');
    expect([(await tasks('case:60')).map((x) => x.elementId), (await tasks('case:61')).map((x) => x.elementId)]).toEqual([['b'], ['z']]);
    await t.call(api.processes.rollBack, { params: { key: p }, body: { version: 1 } }, { as: key });
    await start(p, 'case:62');
    expect((await tasks('case:62')).map((x) => x.elementId)).toEqual(['a']);
    expect(await t.call(api.processes.get, { params: { key: p } }, { as: key })).toMatchObject({ live: 1, running: 3, versions: [{ version: 2, state: 'retired', running: 1 }, { version: 1, state: 'live', running: 2 }] });
  });
  it('move by a mapping that is checked first', async () => {
    const p = await deploy(first);
    await start(p, 'case:63');
    await deploy(steps(`${se}${task('look')}${task('c')}`, 's -> look\nlook -> c\nc -> e'), '', p);
    const check = await t.call(api.processes.checkMigration, { params: { key: p }, body: { from: 1, to: 2 } }, { as: key });
    expect(check).toMatchObject({ ok: false, running: 1, problems: [{ elementId: 'a', rule: 'gone' }], waiting: [{ elementId: 'a', count: 1, to: null }] });
    const [id] = (await engine.instancesOf(db(), 'case:63')).map((i) => i.id);
    await expect(tx((x) => engine.migrate(x, id ?? 0, 2))).rejects.toMatchObject({ code: 'conflict' });
    expect(await t.call(api.processes.migrate, { params: { key: p }, body: { from: 1, to: 2, mapping: { a: 'look' } } }, { as: key })).toEqual({ moved: 1, refused: [] });
    expect((await tasks('case:63')).map((x) => [x.elementId, x.version])).toEqual([['look', 2]]);
    await complete('case:63', 'look');
    expect((await tasks('case:63')).map((x) => x.elementId)).toEqual(['c']);
  });
  it('what the new version watches is watched at once; what changed counts from when the step began', async () => {
    const boundary = (id: string, after: string, how = '') => `<boundaryEvent id="${id}" name="${id}" attachedToRef="a"${how}>${on.after(after)}</boundaryEvent>`;
    const p = await deploy(steps(`${se}${task('a')}${task('z')}${boundary('b', 'P5D')}`, 's -> a\na -> e\nb -> z\nz -> e'));
    await start(p, 'case:64');
    t.clock.advance(86_400);
    await deploy(steps(`${se}${task('a')}${task('z')}${task('nag')}${task('told')}${boundary('b', 'P3D')}${boundary('c', 'P1D', ' cancelActivity="false"')}<boundaryEvent id="m" name="m" attachedToRef="a" cancelActivity="false"><messageEventDefinition messageRef="m-hurry"/></boundaryEvent>`, 's -> a\na -> e\nb -> z\nz -> e\nc -> nag\nnag -> e\nm -> told\ntold -> e'), message('hurry'), p);
    await t.call(api.processes.migrate, { params: { key: p }, body: { from: 1, to: 2 } }, { as: key });
    const open = async () => (await tasks('case:64')).map((x) => x.elementId).toSorted();
    expect(await tx((x) => engine.message(x, { stream: 'case:64', name: 'hurry' }))).toBe(1);
    expect(await open()).toEqual(['a', 'told']);
    await engine.fireDue();
    expect(await open()).toEqual(['a', 'told']);
    t.clock.advance(86_400 + 60);
    await engine.fireDue();
    // The new reminder counts from the move, the changed deadline from the beginning of the step.
    expect(await open()).toEqual(['a', 'nag', 'told']);
    t.clock.advance(86_400);
    await engine.fireDue();
    expect(await open()).toEqual(['nag', 'told', 'z']);
  });
  it('what has faults does not go live, and says which', async () => {
    const xml = file(steps(`${se}<userTask id="a" name="a"/><scriptTask id="sc" name="script"/>`, 's -> a\na -> sc\nsc -> e'));
    await expect(t.call(api.processes.deploy, { params: { key: 'bad' }, body: { xml } }, { as: key })).rejects.toMatchObject({ problem: { status: 422 } });
    const { problems } = await t.call(api.processes.lint, { body: { xml } }, { as: key });
    expect(problems.filter((p) => p.severity === 'error').map((p) => [p.elementId, p.rule])).toEqual(expect.arrayContaining([['sc', 'not-supported'], ['a', 'no-role'], ['a', 'no-standard'], ['a', 'no-deadline']]));
    await t.call(api.processes.saveDraft, { params: { key: 'bad' }, body: { xml } }, { as: key });
    expect(await t.call(api.processes.draft, { params: { key: 'bad' } }, { as: key })).toMatchObject({ xml, by: expect.any(String) as string });
  });
});

describe('insight', () => {
  it('a heat map counts visits, times and flows', async () => {
    const content = steps(`${se}${task('a')}<exclusiveGateway id="x" name="?"/>${task('b')}`, 's -> a\na -> x\nx -> b : = n > 5\nx -> e : *\nb -> e').replace('id="x-b"', 'id="x-b" name="big"');
    const p = await deploy(content);
    for (let i = 0; i < 20; i++) {
      await start(p, `heat:${i}`, { n: i });
      t.clock.advance(3600);
      await complete(`heat:${i}`, 'a');
      if (i > 5 && i < 15) await complete(`heat:${i}`, 'b');
    }
    const heat = await t.call(api.processes.heat, { params: { key: p }, query: {} }, { as: key });
    expect(heat).toMatchObject({ instances: 20, flows: { 's-a': 20, 'x-b': 14, 'x-e': 6 } });
    expect(heat.elements.find((e) => e.id === 'a')).toMatchObject({ entered: 20, completed: 20, medianSeconds: 3600, totalSeconds: 72_000 });
    expect(heat.elements.find((e) => e.id === 'b')).toMatchObject({ entered: 14, waiting: 5 });
  });
  it('a try walks with example data and calls nothing', async () => {
    const before = await noted();
    const result = await t.call(api.processes.try, { body: { xml: file(steps(`${se}${task('a')}${service('do', 'trying.note', { n: '= price * 2' }, { got: '= result.m' })}`, 's -> a\na -> do\ndo -> e')), variables: { price: 4 }, script: [{ complete: 'a', output: { ok: true } }], results: { do: { m: 1 } } } }, { as: key });
    expect(result).toMatchObject({ state: 'completed', calls: [{ elementId: 'do', action: 'trying.note', input: { n: 8 } }], variables: { price: 4, ok: true, got: 1 }, error: null });
    expect(await noted()).toBe(before);
  });
});

it('an instance can be ended, and says why', async () => {
  const p = await deploy(steps(`${se}${task('a')}`, 's -> a\na -> e'));
  const id = await start(p, 'case:70');
  expect(await t.call(api.processes.cancel, { params: { id }, body: { reason: 'double' } }, { as: key })).toMatchObject({ state: 'cancelled' });
  expect(await tasks('case:70')).toEqual([]);
  expect((await facts('case:70')).at(-1)).toBe('ended');
});
