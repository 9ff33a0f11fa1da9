import { aftercareDescriptor } from '@aftercare/contract/bpmn-extension';
import type { Words } from '@aftercare/contract/processes';
import { BpmnModdle } from 'bpmn-moddle';

/** `work` is done by people of a role, `wait` takes time by itself (messages, timers, calls), `auto` is done by machines; `pass` takes no time. */
export type NodeKind = 'work' | 'wait' | 'auto' | 'pass' | 'xor' | 'and' | 'or' | 'event' | 'scope' | 'end' | 'terminate' | 'fault';

export interface Flow { readonly id: string; readonly to: string; readonly condition: string | null; readonly byDefault: boolean }
export interface Boundary { readonly id: string; readonly interrupts: boolean; /** Constant duration of its timer, as written. */ readonly timer: string | null; readonly fault: boolean }
export interface Node {
  readonly id: string;
  readonly title: Words;
  readonly kind: NodeKind;
  /** The sub-process it stands in; null at the top. */
  readonly scope: string | null;
  readonly role: string | null;
  readonly deadline: string | null;
  /** Constant duration of a timer event, as written. */
  readonly timer: string | null;
  readonly out: readonly Flow[];
  readonly comesFrom: number;
  readonly boundaries: readonly Boundary[];
  /** Where a sub-process begins. */
  readonly starts: readonly string[];
}
/** An event sub-process: what may come in between anywhere in its scope. */
export interface EventSub { readonly id: string; /** The sub-process it watches; null for the whole. */ readonly host: string | null; readonly start: string; readonly interrupts: boolean; /** Constant duration of its timer, as written. */ readonly timer: string | null; readonly fault: boolean }
export interface Drawn { readonly nodes: ReadonlyMap<string, Node>; readonly starts: readonly string[]; readonly eventSubs: readonly EventSub[] }

/** A moddle element, as far as it is read here. */
interface Element { readonly $type: string; readonly id: string; readonly name?: string; readonly [key: string]: unknown }
const list = (value: unknown): Element[] => (Array.isArray(value) ? (value as Element[]) : []);
const one = (value: unknown): Element | undefined => (typeof value === 'object' && value !== null ? (value as Element) : undefined);
const text = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null);
const timerOf = (event: Element): string | null => {
  const written = text(one(list(event['eventDefinitions']).find((d) => d.$type === 'bpmn:TimerEventDefinition')?.['timeDuration'])?.['body']);
  return written && !written.startsWith('=') ? written : null;
};
const defines = (event: Element, kind: string) => list(event['eventDefinitions']).some((d) => d.$type === `bpmn:${kind}EventDefinition`);

function kindOf(element: Element): NodeKind {
  switch (element.$type) {
    case 'bpmn:UserTask': case 'bpmn:ManualTask': case 'bpmn:Task': return 'work';
    case 'bpmn:ReceiveTask': case 'bpmn:IntermediateCatchEvent': case 'bpmn:CallActivity': return 'wait';
    case 'bpmn:ExclusiveGateway': return 'xor';
    case 'bpmn:ParallelGateway': return 'and';
    case 'bpmn:InclusiveGateway': case 'bpmn:ComplexGateway': return 'or';
    case 'bpmn:EventBasedGateway': return 'event';
    case 'bpmn:SubProcess': case 'bpmn:Transaction': case 'bpmn:AdHocSubProcess': return 'scope';
    case 'bpmn:EndEvent': return defines(element, 'Terminate') ? 'terminate' : defines(element, 'Error') ? 'fault' : 'end';
    case 'bpmn:StartEvent': case 'bpmn:BoundaryEvent': case 'bpmn:IntermediateThrowEvent': return 'pass';
    default: return 'auto';
  }
}

function titleOf(element: Element): Words {
  const title = list(one(element['extensionElements'])?.['values']).find((v) => v.$type === 'aftercare:Title');
  const name = element.name ?? element.id;
  return { zh: text(title?.['zh']) ?? name, en: text(title?.['en']) ?? name };
}

/** Reads what a simulation needs of a diagram: the first executable process, or the first there is. */
export async function readDrawn(xml: string): Promise<Drawn> {
  const { rootElement } = await new BpmnModdle({ aftercare: aftercareDescriptor }).fromXML(xml);
  const all = list((rootElement as unknown as Element)['rootElements']).filter((e) => e.$type === 'bpmn:Process');
  const process = all.find((p) => p['isExecutable'] === true) ?? all[0];
  const nodes = new Map<string, Node>();
  const eventSubs: EventSub[] = [];
  const read = (container: Element, scope: string | null): string[] => {
    const elements = list(container['flowElements']);
    const flows = elements.filter((e) => e.$type === 'bpmn:SequenceFlow');
    const into = new Map<string, number>();
    for (const flow of flows) { const to = one(flow['targetRef'])?.id ?? ''; into.set(to, (into.get(to) ?? 0) + 1); }
    const boundaries = elements.filter((e) => e.$type === 'bpmn:BoundaryEvent');
    for (const element of elements) {
      if (element.$type === 'bpmn:SequenceFlow' || !/Task|Event|Gateway|SubProcess|Transaction|CallActivity/.test(element.$type)) continue;
      if (element['triggeredByEvent'] === true) {
        const start = list(element['flowElements']).find((e) => e.$type === 'bpmn:StartEvent');
        if (start) eventSubs.push({ id: element.id, host: scope, start: start.id, interrupts: start['isInterrupting'] !== false, timer: timerOf(start), fault: defines(start, 'Error') });
      }
      const kind = kindOf(element);
      const byDefault = one(element['default'])?.id;
      nodes.set(element.id, {
        id: element.id, title: titleOf(element), kind, scope, role: text(element['role']), deadline: text(element['deadline']), timer: kind === 'wait' ? timerOf(element) : null, comesFrom: into.get(element.id) ?? 0,
        out: flows.filter((f) => one(f['sourceRef'])?.id === element.id).map((f) => ({ id: f.id, to: one(f['targetRef'])?.id ?? '', condition: text(one(f['conditionExpression'])?.['body']), byDefault: f.id === byDefault })),
        boundaries: boundaries.filter((b) => one(b['attachedToRef'])?.id === element.id).map((b) => ({ id: b.id, interrupts: b['cancelActivity'] !== false, timer: timerOf(b), fault: defines(b, 'Error') })),
        starts: kind === 'scope' ? read(element, element.id) : [],
      });
    }
    const began = elements.filter((e) => e.$type === 'bpmn:StartEvent').map((e) => e.id);
    // Without a start event whatever nothing leads to begins.
    return began.length > 0 ? began : elements.filter((e) => nodes.has(e.id) && e['triggeredByEvent'] !== true && !into.has(e.id) && e.$type !== 'bpmn:BoundaryEvent').map((e) => e.id);
  };
  const starts = process ? read(process, null) : [];
  return { nodes, starts, eventSubs };
}
