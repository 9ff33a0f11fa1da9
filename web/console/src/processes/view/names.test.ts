import { expect, test } from 'vitest';
import { elementsOf, nameIn } from './names.ts';

function drawing() {
  const task = { $type: 'bpmn:UserTask', id: 'a', name: '诊断', extensionElements: { $type: 'bpmn:ExtensionElements', values: [{ $type: 'aftercare:Title', zh: '诊断', en: 'Diagnosis' }] } };
  const plain = { $type: 'bpmn:UserTask', id: 'b', name: 'Plain' };
  const half = { $type: 'bpmn:UserTask', id: 'c', name: '半', extensionElements: { $type: 'bpmn:ExtensionElements', values: [{ $type: 'aftercare:Title', zh: '半' }] } };
  const flow = { $type: 'bpmn:SequenceFlow', id: 'f', sourceRef: task, targetRef: plain };
  return { task, plain, half, definitions: { $type: 'bpmn:Definitions', rootElements: [{ $type: 'bpmn:Process', flowElements: [task, plain, half, flow] }], diagrams: [{ $type: 'bpmndi:BPMNDiagram', name: 'picture' }] } };
}

test('names come in the reader’s language where a title has them, and stay where it has not', () => {
  const { definitions, task, plain, half } = drawing();
  nameIn(definitions, 'en');
  expect([task.name, plain.name, half.name]).toEqual(['Diagnosis', 'Plain', '半']);
  nameIn(definitions, 'zh-CN');
  expect([task.name, plain.name, half.name]).toEqual(['诊断', 'Plain', '半']);
});

test('each element is found once, references and pictures are not followed twice', () => {
  const ids = elementsOf(drawing().definitions).map((one) => one.id).filter(Boolean);
  expect(ids).toEqual(['a', 'b', 'c', 'f']);
});
