import { expect, test } from 'vitest';
import { emptyDiagram } from '../list/blank.ts';
import { difference } from './difference.ts';

const base = emptyDiagram('demo', { zh: '示例', en: 'Demo' });
const kinds = (found: Awaited<ReturnType<typeof difference>>) => Object.fromEntries(found.changes.map((one) => [one.id, [one.kind, ...one.what].join(' ')]));

test('the same drawing does not differ from itself', async () => expect((await difference(base, base)).changes).toEqual([]));

test('a title, a role, a standard count as changes of their step, and are named', async () => {
  const changed = base.replace('<bpmn:userTask id="first" name="第一步">', '<bpmn:userTask id="first" name="第一步" aftercare:role="agent">').replace('zh="第一步" en="First step" />', 'zh="第一步" en="The very first" /><aftercare:standard zh="好" en="Well" />');
  const found = await difference(base, changed);
  expect(kinds(found)).toEqual({ first: 'changed role standard title' });
  expect(found.changes[0]).toMatchObject({ type: 'UserTask', zh: '第一步', en: 'The very first' });
  expect(found.before).toEqual({ first: { state: 'changed' } });
});

test('moved is not changed', async () => {
  expect(kinds(await difference(base, base.replace('x="260" y="100"', 'x="280" y="90"')))).toEqual({ first: 'moved' });
});

test('what is new stands in the newer drawing, what is gone in the older', async () => {
  const more = base.replace('<bpmn:sequenceFlow id="to-end" sourceRef="first" targetRef="end" />', '<bpmn:userTask id="second" name="二" /><bpmn:sequenceFlow id="to-second" sourceRef="first" targetRef="second" /><bpmn:sequenceFlow id="to-end" sourceRef="second" targetRef="end" />')
    .replace('<bpmn:outgoing>to-end</bpmn:outgoing>', '<bpmn:outgoing>to-second</bpmn:outgoing>')
    .replace('</bpmndi:BPMNPlane>', '<bpmndi:BPMNShape id="second-di" bpmnElement="second"><dc:Bounds x="400" y="100" width="100" height="80" /></bpmndi:BPMNShape></bpmndi:BPMNPlane>');
  const there = await difference(base, more);
  expect(kinds(there)).toEqual({ second: 'added', 'to-second': 'added', 'to-end': 'changed sourceRef' });
  expect(there.after['second']).toEqual({ state: 'added' });
  expect(there.before['second']).toBeUndefined();
  const back = await difference(more, base);
  expect(kinds(back)).toMatchObject({ second: 'removed', 'to-second': 'removed' });
  expect(back.before['second']).toEqual({ state: 'removed' });
  expect(back.after['second']).toBeUndefined();
});
