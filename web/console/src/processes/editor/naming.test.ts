import { aftercareDescriptor } from '@aftercare/contract/bpmn-extension';
import { BpmnModdle } from 'bpmn-moddle';
import { expect, test } from 'vitest';
import { nameIn } from '../view/names.ts';
import { storedNames } from './naming.ts';
import { type Bo, readStep } from './step.ts';

const moddle = new BpmnModdle({ aftercare: aftercareDescriptor });
const create = (type: string, attributes?: Record<string, unknown>) => moddle.create(type as never, attributes as never) as unknown as Bo;
const xml = '<?xml version="1.0"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:aftercare="https://aftercare.example/schema/bpmn/1" targetNamespace="x"><bpmn:process id="p"><bpmn:userTask id="a" name="诊断"><bpmn:extensionElements><aftercare:title zh="诊断" en="Diagnosis"/></bpmn:extensionElements></bpmn:userTask><bpmn:userTask id="b" name="旧"/></bpmn:process></bpmn:definitions>';
async function opened(language: string) {
  const { rootElement } = await moddle.fromXML(xml);
  nameIn(rootElement, language);
  const [a, b] = (rootElement as unknown as { rootElements: { flowElements: Bo[] }[] }).rootElements[0]!.flowElements as [Bo, Bo];
  const file = async () => { const names = storedNames(rootElement, language, create); const text = (await moddle.toXML(rootElement)).xml; names.restore(); return text; };
  return { a, b, file };
}

test('what is typed in English changes the English title; the file keeps the Chinese name', async () => {
  const { a, file } = await opened('en');
  expect(a.name).toBe('Diagnosis');
  a.name = 'Look at it';
  const text = await file();
  expect(text).toContain('name="诊断"');
  expect(text).toContain('en="Look at it"');
  expect(a.name).toBe('Look at it');
});

test('what is typed in Chinese changes both name and Chinese title', async () => {
  const { a, file } = await opened('zh-CN');
  a.name = '检测';
  const text = await file();
  expect(text).toContain('name="检测"');
  expect(text).toContain('zh="检测" en="Diagnosis"');
});

test('a new step named by an English reader gets an English title', async () => {
  const { b, file } = await opened('en');
  b.name = 'Call back';
  await file();
  expect(readStep(b).title).toEqual({ zh: '', en: 'Call back' });
});
