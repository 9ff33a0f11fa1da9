import { describe, expect, it } from 'vitest';
import { prove } from './proof.ts';
import { errors, file, message, modelOf, on, service, steps, users } from './testing/drawing.ts';

const of = async (elements: string, flows: string, more = '') => prove(await modelOf(file(steps(elements, flows), more)));
const se = '<startEvent id="s"/><endEvent id="e"/>';

describe('a proof', () => {
  it('finds nothing wrong with what always ends', async () => {
    const proof = await of(`${se}<exclusiveGateway id="x"/>${users('a', 'b')}`, 's -> a\na -> x\nx -> b : = n > 1\nx -> e : *\nb -> a');
    expect(proof).toMatchObject({ caught: [], complete: true });
    expect([...proof.flows].toSorted()).toEqual(['a-x', 'b-a', 's-a', 'x-b', 'x-e']);
  });
  it('finds a parallel join that one way never reaches', async () => {
    expect((await of(`${se}<exclusiveGateway id="x"/><parallelGateway id="j"/>${users('a', 'b')}`, 's -> x\nx -> a : = n > 1\nx -> b : *\na -> j\nb -> j\nj -> e')).caught).toEqual(['j']);
  });
  it('finds a join in only some of the ways', async () => {
    expect((await of(`${se}<parallelGateway id="f"/><exclusiveGateway id="x"/><parallelGateway id="j"/><endEvent id="e2"/>${users('a', 'b')}`, 's -> f\nf -> a\nf -> b\na -> j\nb -> x\nx -> j : = ok\nx -> e2 : *\nj -> e')).caught).toEqual(['j']);
  });
  it('finds a loop without a way out, and lets one with a boundary event pass', async () => {
    const loop = (boundary: string, flows: string, more = '') => of(`<startEvent id="s"/><endEvent id="e"/>${users('a', 'b')}${boundary}`, `s -> a\na -> b\nb -> a${flows}`, more);
    expect((await loop('', '')).caught.toSorted()).toEqual(['a', 'b']);
    expect((await loop(`<boundaryEvent id="x" attachedToRef="b">${on.message('stop')}</boundaryEvent>`, '\nx -> e', message('stop'))).caught).toEqual([]);
  });
  it('follows errors of actions to who catches them', async () => {
    const proof = await of(`${se}${service('call', 'x.y')}${users('fix')}<boundaryEvent id="b" attachedToRef="call">${on.error('no-stock')}</boundaryEvent>`, 's -> call\ncall -> e\nb -> fix\nfix -> call', errors('no-stock'));
    expect([proof.caught, [...proof.visited].toSorted()]).toEqual([[], ['b', 'call', 'e', 'fix', 's']]);
  });
});
