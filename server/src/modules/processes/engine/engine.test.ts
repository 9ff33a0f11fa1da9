import { describe, expect, it } from 'vitest';
import { ProcessError } from '../../../platform/module/index.ts';
import { type Imagination, type Imagined, imagine } from '../imagined.ts';
import { errors, escalations, file, message, modelOf, on, service, signals, steps, users } from '../testing/drawing.ts';

type Options = Omit<Imagination, 'model'> & { more?: string };
async function begun(content: string, { more, ...options }: Options = {}): Promise<Imagined> {
  const run = imagine({ model: await modelOf(file(content, more)), ...options });
  await run.begin();
  return run;
}
/** Where tokens stand that wait, and how it ended. */
const at = (run: Imagined) => [...new Set(run.state.waits.map((w) => w.node))].toSorted();
const entered = (run: Imagined) => run.trace.filter((t) => t.what === 'enter').map((t) => t.node.id);
const se = '<startEvent id="s"/><endEvent id="e"/>';

describe('gateways', () => {
  it('exclusive: the first that holds, the default, and held where none is open', async () => {
    const content = steps(`${se}<exclusiveGateway id="x"/>${users('a', 'b', 'c')}`, `s -> x\nx -> a : = n > 10\nx -> b : = n > 5\nx -> c : *\na -> e\nb -> e\nc -> e`);
    for (const [n, where] of [[20, 'a'], [7, 'b'], [1, 'c']] as const) expect(at(await begun(content, { variables: { n } }))).toEqual([where]);
    const without = await begun(content.replace(' default="x-c"', '').replace('targetRef="c">', 'targetRef="c"><conditionExpression>= false</conditionExpression>'), { variables: { n: 1 } });
    expect(without.waiting('retry')).toMatchObject([{ node: 'x', reason: expect.stringContaining('No way out') as string }]);
  });
  it('parallel: waits for all, also when a branch forks and merges inside', async () => {
    const content = steps(`${se}<parallelGateway id="f"/><exclusiveGateway id="x"/><exclusiveGateway id="m"/><parallelGateway id="j"/>${users('a', 'b', 'c', 'z')}`,
      `s -> f\nf -> a\nf -> x\nx -> b : = skip = false\nx -> m : *\nb -> m\nm -> c\na -> j\nc -> j\nj -> z\nz -> e`);
    const run = await begun(content, { variables: { skip: true } });
    await run.complete('a');
    expect(at(run)).toEqual(['c']);
    await run.complete('c');
    expect(at(run)).toEqual(['z']);
    await run.complete('z');
    expect(run.state.outcome).toBe('completed');
  });
  it('inclusive: waits for those that were taken, not for others', async () => {
    const content = steps(`${se}<inclusiveGateway id="f"/><inclusiveGateway id="j"/>${users('a', 'b', 'c', 'z')}`,
      'f -> a : = list contains(on, "a")\nf -> b : = list contains(on, "b")\nf -> c : *\ns -> f\na -> j\nb -> j\nc -> j\nj -> z\nz -> e');
    const both = await begun(content, { variables: { on: ['a', 'b'] } });
    expect(at(both)).toEqual(['a', 'b']);
    await both.complete('b');
    expect(at(both)).toEqual(['a']);
    await both.complete('a');
    expect(at(both)).toEqual(['z']);
    expect(entered(both).filter((id) => id === 'z')).toHaveLength(1);
    const none = await begun(content, { variables: { on: [] } });
    expect(at(none)).toEqual(['c']);
    await none.complete('c');
    expect(at(none)).toEqual(['z']);
  });
  it('inclusive: a loop back does not hold it up', async () => {
    const content = steps(`${se}<inclusiveGateway id="f"/><exclusiveGateway id="x"/><inclusiveGateway id="j"/>${users('a', 'b', 'z')}`,
      's -> f\nf -> a\nf -> b\na -> x\nx -> a : = again\nx -> j : *\nb -> j\nj -> z\nz -> e');
    const run = await begun(content, { variables: { again: false } });
    await run.complete('b');
    expect(at(run)).toEqual(['a']);
    await run.complete('a', { again: true });
    expect(at(run)).toEqual(['a']);
    await run.complete('a', { again: false });
    expect(at(run)).toEqual(['z']);
  });
  it('event-based: what comes first wins, the rest is forgotten', async () => {
    const content = steps(`${se}<eventBasedGateway id="g"/><intermediateCatchEvent id="yes">${on.message('ok')}</intermediateCatchEvent><intermediateCatchEvent id="late">${on.after('P1D')}</intermediateCatchEvent>${users('a', 'b')}`, 's -> g\ng -> yes\ng -> late\nyes -> a\nlate -> b\na -> e\nb -> e');
    const quick = await begun(content, { more: message('ok') });
    await quick.message('ok', { price: 5 });
    expect([at(quick), quick.variables]).toEqual([['a'], { price: 5 }]);
    const slow = await begun(content, { more: message('ok') });
    await slow.advance('P2D');
    expect([at(slow), await slow.message('ok')]).toEqual([['b'], 0]);
  });
  it('a fork without a gateway takes every flow that is open', async () => {
    expect(at(await begun(steps(`${se}${users('t', 'a', 'b', 'c')}`, 's -> t\nt -> a\nt -> b : = 1 > 2\nt -> c : = 2 > 1\na -> e\nb -> e\nc -> e'), {}).then(async (run) => { await run.complete('t'); return run; }))).toEqual(['a', 'c']);
  });
});

describe('events', () => {
  it('timers: duration, date and cycles at a boundary', async () => {
    const start = new Date('2026-03-02T00:00:00Z');
    const content = steps(`${se}<intermediateCatchEvent id="wait">${on.at('2026-03-05T00:00:00Z')}</intermediateCatchEvent>${users('t', 'nag')}<boundaryEvent id="b" attachedToRef="t" cancelActivity="false">${on.every('R3/PT1H')}</boundaryEvent>`, 's -> wait\nwait -> t\nt -> e\nb -> nag');
    const run = await begun(content, { start });
    await run.advance('P2D');
    expect(at(run)).toEqual(['wait']);
    await run.advance('P1D');
    expect(at(run)).toEqual(['b', 't']);
    await run.advance('PT10H');
    expect(run.waiting('task').map((w) => w.node)).toEqual(['t', 'nag', 'nag', 'nag']);
    expect(run.waiting('timer')).toEqual([]);
    expect(run.trace.filter((t) => t.node.id === 'b' && t.what === 'enter').map((t) => t.at.toISOString())).toEqual(['2026-03-05T01:00:00.000Z', '2026-03-05T02:00:00.000Z', '2026-03-05T03:00:00.000Z']);
  });
  it('interrupting boundary ends the step; what it waited for is gone', async () => {
    const run = await begun(steps(`${se}${users('t', 'late')}<boundaryEvent id="b" attachedToRef="t">${on.after('PT1H')}</boundaryEvent>`, 's -> t\nt -> e\nb -> late\nlate -> e'));
    await run.advance('PT1H');
    expect([at(run), await run.complete('t')]).toEqual([['late'], false]);
    expect(run.trace.filter((t) => t.node.id === 't').map((t) => t.what)).toEqual(['enter', 'cancel']);
  });
  it('signals reach all, messages that come early are kept', async () => {
    const content = steps(`${se}<parallelGateway id="f"/><intermediateCatchEvent id="a">${on.signal('go')}</intermediateCatchEvent><intermediateCatchEvent id="b">${on.signal('go')}</intermediateCatchEvent><parallelGateway id="j"/><receiveTask id="r" messageRef="m-paid"/>`, 's -> f\nf -> a\nf -> b\na -> j\nb -> j\nj -> r\nr -> e');
    const run = await begun(content, { more: signals('go') + message('paid') });
    expect(await run.message('paid', { amount: 3 })).toBe(0);
    expect(await run.signal('go')).toBe(2);
    expect([run.state.outcome, run.variables]).toEqual(['completed', { amount: 3 }]);
  });
  it('thrown messages and signals tell their payload', async () => {
    const thrown = `<intermediateThrowEvent id="t"><extensionElements><aftercare:input name="price" value="= total * 2"/><aftercare:input name="note" value="for {= who}"/></extensionElements>${on.message('quote')}</intermediateThrowEvent>`;
    const run = await begun(steps(`<startEvent id="s"/>${thrown}<endEvent id="e">${on.signal('over')}</endEvent>`, 's -> t\nt -> e'), { more: message('quote') + signals('over'), variables: { total: 4, who: '王芳' } });
    expect(run.told).toEqual([{ what: 'message', name: 'quote', payload: { price: 8, note: 'for 王芳' } }, { what: 'signal', name: 'over', payload: {} }]);
    expect(run.state).toMatchObject({ outcome: 'completed', ends: ['e'] });
  });
  it('conditional events fire when it becomes true, once', async () => {
    const run = await begun(steps(`${se}${users('t', 'x')}<boundaryEvent id="b" attachedToRef="t" cancelActivity="false">${on.condition('= heat > 80')}</boundaryEvent>`, 's -> t\nt -> e\nb -> x'), { variables: { heat: 10 } });
    await run.set({ heat: 90 });
    await run.set({ heat: 95 });
    expect(run.waiting('task').map((w) => w.node)).toEqual(['t', 'x']);
    await run.set({ heat: 10 });
    await run.set({ heat: 90 });
    expect(run.waiting('task').map((w) => w.node)).toEqual(['t', 'x', 'x']);
  });
  it('terminate ends everything, also what waits beside it', async () => {
    const run = await begun(steps(`<startEvent id="s"/><parallelGateway id="f"/>${users('a', 'b')}<endEvent id="stop">${on.terminate}</endEvent><endEvent id="e"/>`, 's -> f\nf -> a\nf -> b\na -> stop\nb -> e'));
    await run.complete('a');
    expect([run.state.outcome, run.state.tokens, run.state.waits]).toEqual(['completed', [], []]);
    expect(run.trace.at(-1)).toMatchObject({ what: 'cancel', node: { id: 'b' } });
  });
  it('links jump', async () => {
    expect(at(await begun(steps(`${se}<intermediateThrowEvent id="out">${on.link('L')}</intermediateThrowEvent><intermediateCatchEvent id="in">${on.link('L')}</intermediateCatchEvent>${users('t')}`, 's -> out\nin -> t\nt -> e')))).toEqual(['t']);
  });
});

describe('errors and escalations', () => {
  const called = steps(`${se}${service('call', 'parts.reserve', { part: '= id', note: 'for {= id}' }, { got: '= result.n + 1' })}${users('none', 'other')}<boundaryEvent id="b" attachedToRef="call">${on.error('no-stock')}</boundaryEvent><boundaryEvent id="any" attachedToRef="call">${on.error()}</boundaryEvent>`, 's -> call\ncall -> e\nb -> none\nany -> other\nnone -> e\nother -> e');
  it('an action gets its inputs and gives its outputs', async () => {
    const run = await begun(called, { more: errors('no-stock'), variables: { id: 7 }, act: () => ({ n: 4 }) });
    expect([run.calls, run.variables, run.state.outcome]).toEqual([[{ elementId: 'call', action: 'parts.reserve', input: { part: 7, note: 'for 7' } }], { id: 7, got: 5 }, 'completed']);
  });
  it('its error goes to the boundary event of that code, else to the one for all', async () => {
    const thrown = (code: string) => begun(called, { more: errors('no-stock'), variables: { id: 7 }, act: () => { throw new ProcessError(code, { left: 0 }); } });
    const run = await thrown('no-stock');
    expect([at(run), run.variables['error']]).toEqual([['none'], { code: 'no-stock', left: 0 }]);
    expect(at(await thrown('else'))).toEqual(['other']);
  });
  it('anything else leaves the step where it is, to be tried again', async () => {
    let fails = true;
    const run = await begun(called, { more: errors('no-stock'), variables: { id: 7 }, act: () => { if (fails) throw new Error('database away'); return { n: 1 }; } });
    expect(run.waiting()).toMatchObject([{ kind: 'retry', node: 'call', reason: 'database away' }]);
    fails = false;
    await run.fire(run.waiting()[0]?.id ?? 0);
    expect([run.state.outcome, run.variables['got']]).toEqual(['completed', 2]);
  });
  it('an error end goes out of its sub-process; escalation need not end it', async () => {
    const sub = (end: string) => steps(`${se}<subProcess id="sub">${steps(`<startEvent id="s2"/>${users('t')}<endEvent id="bad">${end}</endEvent>`, 's2 -> t\nt -> bad')}</subProcess>${users('fix', 'tell')}<boundaryEvent id="b" attachedToRef="sub">${on.error('broken')}</boundaryEvent><boundaryEvent id="n" attachedToRef="sub" cancelActivity="false">${on.escalation('slow')}</boundaryEvent>`, 's -> sub\nsub -> e\nb -> fix\nn -> tell\nfix -> e\ntell -> e');
    const more = errors('broken') + escalations('slow');
    const broken = await begun(sub(on.error('broken')), { more });
    await broken.complete('t');
    expect(at(broken)).toEqual(['fix']);
    const slow = await begun(sub(on.escalation('slow')), { more });
    await slow.complete('t');
    expect(at(slow)).toEqual(['tell']);
    expect(entered(slow).filter((id) => id === 'e')).toHaveLength(1);
    const lost = await begun(steps(`<startEvent id="s"/><endEvent id="bad">${on.error('broken')}</endEvent>`, 's -> bad'), { more });
    expect(lost.state).toMatchObject({ outcome: 'failed', reason: 'broken' });
  });
});

describe('processes within processes', () => {
  const handler = (attributes: string, event: string) => `<subProcess id="h" triggeredByEvent="true">${steps(`<startEvent id="hs" ${attributes}>${event}</startEvent>${users('care')}<endEvent id="he"/>`, 'hs -> care\ncare -> he')}</subProcess>`;
  it('event sub-process, interrupting: stops the rest', async () => {
    const run = await begun(steps(`${se}${users('t')}${handler('', on.message('cancel'))}`, 's -> t\nt -> e'), { more: message('cancel') });
    await run.message('cancel');
    expect(at(run)).toEqual(['care']);
    await run.complete('care');
    expect([run.state.outcome, run.state.ends]).toEqual(['completed', ['he']]);
  });
  it('event sub-process, beside the rest: as often as it is called', async () => {
    const run = await begun(steps(`${se}${users('t')}${handler('isInterrupting="false"', on.message('asked'))}`, 's -> t\nt -> e'), { more: message('asked') });
    await run.message('asked');
    await run.message('asked');
    expect(run.waiting('task').map((w) => w.node)).toEqual(['t', 'care', 'care']);
    await run.complete('t');
    expect(run.state.outcome).toBe('running');
    await run.complete('care');
    await run.complete('care');
    expect(run.state.outcome).toBe('completed');
  });
  it('event sub-process for errors of its scope', async () => {
    const run = await begun(steps(`${se}${service('call', 'x.y')}${handler('', on.error())}`, 's -> call\ncall -> e'), { act: () => { throw new ProcessError('odd'); } });
    expect([at(run), run.variables['error']]).toEqual([['care'], { code: 'odd' }]);
  });
  it('a sub-process that is left by a boundary event takes all with it', async () => {
    const run = await begun(steps(`${se}<subProcess id="sub">${steps(`<startEvent id="s2"/><parallelGateway id="f"/>${users('a', 'b')}<endEvent id="e2"/>`, 's2 -> f\nf -> a\nf -> b\na -> e2\nb -> e2')}</subProcess>${users('late')}<boundaryEvent id="b1" attachedToRef="sub">${on.after('P3D')}</boundaryEvent>`, 's -> sub\nsub -> e\nb1 -> late\nlate -> e'));
    await run.complete('a');
    await run.advance('P3D');
    expect([at(run), run.state.scopes.length]).toEqual([['late'], 1]);
  });
  it('call activity: the other diagram runs with its own variables and gives them back', async () => {
    const other = await modelOf(file(steps(`${se}${users('inner')}`, 's -> inner\ninner -> e'), '', 'other'));
    const call = `<callActivity id="c" calledElement="other"><extensionElements><aftercare:input name="n" value="= total"/><aftercare:output name="answer" value="= result.m"/></extensionElements></callActivity>`;
    const run = await begun(steps(`${se}${call}`, 's -> c\nc -> e'), { called: { other }, variables: { total: 3 } });
    await run.complete('inner', { m: 9 });
    expect([run.state.outcome, run.variables]).toEqual(['completed', { total: 3, answer: 9 }]);
  });
  it('multi-instance: all at once, one after the other, until enough', async () => {
    const each = (attributes: string, until = '') => steps(`${se}<userTask id="t"><multiInstanceLoopCharacteristics ${attributes} aftercare:collection="= items" aftercare:item="one" aftercare:results="votes">${until}</multiInstanceLoopCharacteristics></userTask>${users('z')}`, 's -> t\nt -> z\nz -> e');
    const variables = { items: ['x', 'y', 'z'] };
    const all = await begun(each(''), { variables });
    expect(all.waiting('task')).toHaveLength(3);
    for (const vote of [1, 2, 3]) await all.complete('t', { vote });
    expect([at(all), all.variables['votes']]).toEqual([['z'], [{ vote: 1 }, { vote: 2 }, { vote: 3 }]]);
    const single = await begun(each('isSequential="true"'), { variables });
    expect(single.waiting('task')).toHaveLength(1);
    for (const vote of [1, 2, 3]) await single.complete('t', { vote });
    expect(at(single)).toEqual(['z']);
    const some = await begun(each('', '<completionCondition>= numberOfCompletedInstances &gt;= 2</completionCondition>'), { variables });
    await some.complete('t', { vote: 1 });
    await some.complete('t', { vote: 2 });
    expect([at(some), some.state.scopes.length]).toEqual([['z'], 1]);
    const empty = await begun(each(''), { variables: { items: [] } });
    expect(at(empty)).toEqual(['z']);
  });
  it('multi-instance of a sub-process, with a boundary event around them all', async () => {
    const run = await begun(steps(`${se}<subProcess id="sub"><multiInstanceLoopCharacteristics aftercare:collection="= parts" aftercare:item="part"/>${steps(`<startEvent id="s2"/>${service('order', 'parts.order', { id: '= part.id' })}${users('got')}<endEvent id="e2"/>`, 's2 -> order\norder -> got\ngot -> e2')}</subProcess>${users('late')}<boundaryEvent id="b" attachedToRef="sub">${on.after('P1D')}</boundaryEvent>`, 's -> sub\nsub -> e\nb -> late\nlate -> e'), { variables: { parts: [{ id: 1 }, { id: 2 }] } });
    expect(run.calls.map((c) => c.input)).toEqual([{ id: 1 }, { id: 2 }]);
    await run.complete('got');
    await run.complete('got');
    expect(run.state.outcome).toBe('completed');
  });
});

it('a circle that never waits is stopped and told', async () => {
  await expect(begun(steps(`${se}<exclusiveGateway id="x"/><exclusiveGateway id="y"/>`, 's -> x\nx -> y\ny -> x : *\ny -> e : = false'))).rejects.toThrow('circles');
});
it('a state kept as JSON goes on as if nothing had been', async () => {
  const content = steps(`${se}<parallelGateway id="f"/><parallelGateway id="j"/>${users('a', 'b')}`, 's -> f\nf -> a\nf -> b\na -> j\nb -> j\nj -> e');
  const run = await begun(content);
  await run.complete('a');
  const kept = JSON.stringify(run.state);
  const other = imagine({ model: await modelOf(file(content)) });
  other.restore(JSON.parse(kept) as Imagined['state']);
  await other.complete('b');
  expect(other.state.outcome).toBe('completed');
  expect(kept.length).toBeLessThan(700);
});
