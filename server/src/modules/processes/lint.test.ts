import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Action, defineAction } from '../../platform/module/index.ts';
import { lintXml } from './lint.ts';
import { file, message, on, service, steps } from './testing/drawing.ts';

const reserve = defineAction({ name: 'parts.reserve', title: { zh: '预留', en: 'Reserve' }, input: z.object({ partId: z.int(), level: z.enum(['low', 'high']).optional() }), run: () => Promise.resolve({}) }) as unknown as Action;
const surroundings = { action: (name: string) => (name === reserve.name ? reserve : undefined), tables: new Set(['known']), diagrams: new Set<string>() };
const se = '<startEvent id="s" name="s"/><endEvent id="e" name="e"/>';
const good = '<userTask id="t" name="t" aftercare:role="agent" aftercare:deadline="P1WD"><extensionElements><aftercare:standard zh="好" en="well"/></extensionElements></userTask>';
const found = async (elements: string, flows: string, more = '', severity = 'error') => (await lintXml(file(steps(elements, flows), more), 'bpmn', surroundings)).filter((p) => p.severity === severity).map((p) => `${p.elementId ?? ''} ${p.rule}`).toSorted();
const named = (id: string, xml: string) => xml.replace(`id="${id}"`, `id="${id}" name="${id}"`);

describe('a diagram', () => {
  it('without a fault has none', async () => {
    expect(await found(`${se}${good}${named('a', service('a', 'parts.reserve', { partId: '= part', level: 'high' }))}`, 's -> t\nt -> a\na -> e')).toEqual([]);
  });
  it('says who, by when and how well', async () => {
    expect(await found(`${se}<userTask id="t" name="t"/>`, 's -> t\nt -> e')).toEqual(['t no-deadline', 't no-role', 't no-standard']);
    expect(await found(`${se}${good.replace('P1WD', 'tomorrow')}`, 's -> t\nt -> e')).toEqual(['t no-time']);
  });
  it('calls actions that exist, with what they need', async () => {
    const one = (name: string, inputs: Record<string, string>) => found(`${se}${named('a', service('a', name, inputs))}`, 's -> a\na -> e');
    expect(await one('parts.steal', {})).toEqual(['a unknown-action']);
    expect(await one('parts.reserve', {})).toEqual(['a missing-input']);
    expect(await one('parts.reserve', { partId: '7' })).toEqual(['a wrong-input']);
    expect(await one('parts.reserve', { partId: '= 7', level: 'middle' })).toEqual(['a wrong-input']);
    expect(await one('parts.reserve', { partId: '= 7', colour: 'red' })).toEqual(['a unknown-input']);
    expect(await one('parts.reserve', { partId: '= 7 +' })).toEqual(['a feel']);
  });
  it('asks live tables, in FEEL that can be read', async () => {
    const rule = (ref: string) => found(`${se}<businessRuleTask id="r" name="r"><extensionElements><aftercare:decision ref="${ref}"/></extensionElements></businessRuleTask>`, 's -> r\nr -> e');
    expect([await rule('known#one'), await rule('other')]).toEqual([[], ['r unknown-decision']]);
    expect(await found(`${se}<exclusiveGateway id="x" name="x"/>${good}`, 's -> x\nx -> t : = n >\nx -> e : *\nt -> e').then((f) => f.filter((p) => p.endsWith('feel')))).toEqual(['x-t feel']);
  });
  it('has no dead ends and nowhere to be caught', async () => {
    expect(await found(`${se}${good}`, 's -> t')).toEqual(expect.arrayContaining(['e no-implicit-start', 't no-implicit-end']));
    const fork = await found(`${se}<exclusiveGateway id="x" name="x"/><parallelGateway id="j"/>${good}`, 's -> x\nx -> t : = n > 1\nx -> j : *\nt -> j\nj -> e');
    expect(fork.filter((p) => p.endsWith('no-way-out'))).toEqual(['j no-way-out']);
  });
  it('holds nothing the engine cannot do', async () => {
    for (const [element, rule] of [['<scriptTask id="q" name="q"/>', 'not-supported'], ['<task id="q" name="q"/>', 'no-kind'], ['<transaction id="q" name="q"/>', 'not-supported'], ['<userTask id="q" name="q"><standardLoopCharacteristics/></userTask>', 'not-supported'], ['<complexGateway id="q" name="q"/>', 'not-supported']] as const) {
      expect(await found(`${se}${element}`, 's -> q\nq -> e')).toContain(`q ${rule}`);
    }
    expect(await found(`${se}<intermediateCatchEvent id="q" name="q"><messageEventDefinition/></intermediateCatchEvent>`, 's -> q\nq -> e')).toContain('q no-name');
    expect(await found(`<startEvent id="s" name="s">${on.after('P1D')}</startEvent><endEvent id="e" name="e"/>`, 's -> e')).toEqual(['s typed-start']);
  });
  it('that is none is told apart from one with faults', async () => {
    expect(await lintXml('<html/>', 'bpmn', surroundings)).toMatchObject([{ severity: 'error', rule: 'unreadable' }]);
    expect(await found(`${se}<receiveTask id="r" name="r" messageRef="gone"/>`, 's -> r\nr -> e', message('other'))).toContain(' unreadable');
  });
});
