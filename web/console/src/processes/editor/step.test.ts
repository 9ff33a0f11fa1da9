import { aftercareDescriptor } from '@aftercare/contract/bpmn-extension';
import { BpmnModdle } from 'bpmn-moddle';
import { expect, test } from 'vitest';
import { type Bo, readStep, writeStep } from './step.ts';

const moddle = new BpmnModdle({ aftercare: aftercareDescriptor });
const create = (type: string, attributes?: Record<string, unknown>) => moddle.create(type as never, attributes as never) as unknown as Bo;
const xml = (inside: string) => `<?xml version="1.0"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:aftercare="https://aftercare.example/schema/bpmn/1" xmlns:other="urn:other" targetNamespace="x"><bpmn:process id="p"><bpmn:userTask id="t"><bpmn:extensionElements>${inside}</bpmn:extensionElements></bpmn:userTask></bpmn:process></bpmn:definitions>`;
async function taskOf(text: string) {
  const { rootElement } = await moddle.fromXML(text);
  const root = rootElement as unknown as Bo & { rootElements: (Bo & { flowElements: Bo[] })[] };
  return { root, task: root.rootElements[0]?.flowElements[0] as Bo };
}

test('what is written comes back after a way through the file', async () => {
  const { root, task } = await taskOf(xml('<other:thing a="1"/>'));
  const facts = {
    title: { zh: '诊断', en: 'Diagnosis' }, standard: { zh: '先听', en: '' }, script: null, customer: { zh: '预计{= eta}', en: 'By {= eta}' },
    checklist: [{ key: 'photos', zh: '拍照', en: 'Photos' }], form: [{ key: 'fault', type: 'choice', required: true, zh: '故障', en: 'Fault', options: 'a=甲|A;b=乙|B' }],
    action: { name: 'parts.reserve', inputs: [{ name: 'partId', value: '= part.id' }], outputs: [{ name: 'reservation', value: '= result.id' }] }, decision: { ref: 'remedies', result: 'remedy', inputs: [] },
  };
  task['extensionElements'] = writeStep(task, facts, create);
  const written = (await moddle.toXML(root as never)).xml;
  expect(written).toContain('<other:thing a="1"');
  expect(readStep((await taskOf(written)).task)).toEqual(facts);
});

test('a change of one fact leaves the others, an empty one goes', async () => {
  const { task } = await taskOf(xml('<aftercare:title zh="甲" en="A"/><aftercare:script zh="话术" en="Script"/>'));
  task['extensionElements'] = writeStep(task, { script: { zh: ' ', en: '' } }, create);
  expect(readStep(task)).toMatchObject({ title: { zh: '甲', en: 'A' }, script: null });
  expect(writeStep(task, { title: null }, create)).toBeNull();
});
