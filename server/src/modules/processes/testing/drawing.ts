/** Diagrams for tests, written in a few strokes. */
import { compileDiagram } from '../model/compile.ts';
import type { Model } from '../model/model.ts';
import { readDiagram } from '../model/read.ts';

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Flows as `a -> b` or `a -> b : condition` or `a -> b : *` (default), one a line. */
function flowsOf(lines: string): { xml: string; defaults: Map<string, string> } {
  const defaults = new Map<string, string>();
  const xml = lines.split('\n').map((l) => l.trim()).filter(Boolean).map((line) => {
    const match = /^(\S+) -> (\S+?)(?: : (.+))?$/.exec(line);
    if (!match) throw new Error(`No flow: ${line}`);
    const [, from = '', to = '', condition] = match;
    const id = `${from}-${to}`;
    if (condition === '*') defaults.set(from, id);
    return `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${condition && condition !== '*' ? `<conditionExpression>${escaped(condition)}</conditionExpression>` : ''}</sequenceFlow>`;
  }).join('\n');
  return { xml, defaults };
}

/** A scope's content: elements as XML, then flows after a line `--`. */
export function steps(elements: string, flows: string): string {
  const { xml, defaults } = flowsOf(flows);
  let body = elements;
  for (const [id, flow] of defaults) body = body.replace(`id="${id}"`, `id="${id}" default="${flow}"`);
  return `${body}\n${xml}`;
}

/** A whole file around a process's content. `more` stands beside the process: messages, errors. */
export function file(content: string, more = '', id = 'p'): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:aftercare="https://aftercare.example/schema/bpmn/1" id="definitions" targetNamespace="x">${more}
<process id="${id}" isExecutable="true">${content}</process></definitions>`;
}

export const message = (...names: string[]) => names.map((n) => `<message id="m-${n}" name="${n}"/>`).join('');
export const signals = (...names: string[]) => names.map((n) => `<signal id="s-${n}" name="${n}"/>`).join('');
export const errors = (...codes: string[]) => codes.map((c) => `<error id="e-${c}" errorCode="${c}"/>`).join('');
export const escalations = (...codes: string[]) => codes.map((c) => `<escalation id="x-${c}" escalationCode="${c}"/>`).join('');
export const on = {
  message: (name: string) => `<messageEventDefinition messageRef="m-${name}"/>`,
  signal: (name: string) => `<signalEventDefinition signalRef="s-${name}"/>`,
  error: (code?: string) => `<errorEventDefinition${code ? ` errorRef="e-${code}"` : ''}/>`,
  escalation: (code: string) => `<escalationEventDefinition escalationRef="x-${code}"/>`,
  after: (duration: string) => `<timerEventDefinition><timeDuration>${duration}</timeDuration></timerEventDefinition>`,
  every: (cycle: string) => `<timerEventDefinition><timeCycle>${cycle}</timeCycle></timerEventDefinition>`,
  at: (date: string) => `<timerEventDefinition><timeDate>${date}</timeDate></timerEventDefinition>`,
  condition: (feel: string) => `<conditionalEventDefinition><condition>${escaped(feel)}</condition></conditionalEventDefinition>`,
  terminate: '<terminateEventDefinition/>',
  link: (name: string) => `<linkEventDefinition name="${name}"/>`,
};
/** Names of user tasks, as elements. */
export const users = (...ids: string[]) => ids.map((id) => `<userTask id="${id}"/>`).join('');
export const service = (id: string, action: string, inputs: Record<string, string> = {}, outputs: Record<string, string> = {}) => `<serviceTask id="${id}"><extensionElements><aftercare:action name="${action}">${
  Object.entries(inputs).map(([k, v]) => `<aftercare:input name="${k}" value="${escaped(v)}"/>`).join('')}${Object.entries(outputs).map(([k, v]) => `<aftercare:output name="${k}" value="${escaped(v)}"/>`).join('')}</aftercare:action></extensionElements></serviceTask>`;

/** The model of a drawing; refused ones fail the test. */
export async function modelOf(xml: string): Promise<Model> {
  const { model, refused } = compileDiagram(await readDiagram(xml));
  if (refused[0]) throw new Error(refused[0].en);
  return model;
}
