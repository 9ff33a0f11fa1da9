import type { FormField } from '@aftercare/contract/processes';
import { FieldType } from '@aftercare/contract/processes';
import { type Refuse, type Refused, eventSpec, named } from './events.ts';
import type { EventSpec, Flow, Loop, Mapping, Model, Node, NodeKind, ScopeModel, Work } from './model.ts';
import { type Element, type ReadDiagram, body, children, extensions, text, titleOf, words } from './read.ts';

const kinds: Readonly<Record<string, NodeKind>> = {
  StartEvent: 'start', EndEvent: 'end', IntermediateCatchEvent: 'catch', IntermediateThrowEvent: 'throw', BoundaryEvent: 'boundary',
  UserTask: 'user', ManualTask: 'manual', ServiceTask: 'service', SendTask: 'send', ReceiveTask: 'receive', BusinessRuleTask: 'rule', Task: 'plain',
  SubProcess: 'sub', CallActivity: 'call', ExclusiveGateway: 'exclusive', ParallelGateway: 'parallel', InclusiveGateway: 'inclusive', EventBasedGateway: 'event-gateway',
};
/** Not walked, only looked at. */
const silent = new Set(['DataObject', 'DataObjectReference', 'DataStoreReference', 'SequenceFlow']);

export interface Compiled {
  readonly model: Model;
  /** What the engine cannot do: such a diagram does not go live. */
  readonly refused: readonly Refused[];
}

/** The process of a diagram: the executable one, or the first that has steps. */
export function processOf({ root }: ReadDiagram): Element | undefined {
  const all = children(root, 'rootElements').filter((e) => e.$type === 'bpmn:Process' && children(e, 'flowElements').length > 0);
  return all.find((p) => p['isExecutable'] === true) ?? all[0];
}

/** Turns a diagram that was read into what the engine walks. @throws Error when there is no process in it. */
export function compileDiagram(diagram: ReadDiagram): Compiled {
  const process = processOf(diagram);
  if (!process?.id) throw new Error('There is no process with steps in this diagram');
  const refused: Refused[] = [];
  const refuse: Refuse = (element, rule, zh, en) => {
    const title = titleOf(element);
    refused.push({ elementId: element.id ?? null, rule, zh: `「${title.zh}」：${zh}`, en: `“${title.en}”: ${en}` });
  };
  const executable = children(diagram.root, 'rootElements').filter((e) => e.$type === 'bpmn:Process' && e['isExecutable'] === true);
  if (executable.length > 1) refuse(executable[1] as Element, 'several-processes', '一张图里只能有一个可执行流程', 'one diagram holds one executable process');

  const nodes = new Map<string, Node>();
  const flows = new Map<string, Flow>();
  const scopes = new Map<string, ScopeModel>();
  const boundaries = new Map<string, string[]>();
  const readScope = (scope: Element): void => {
    const scopeId = scope.id ?? '';
    const own: Element[] = [];
    for (const element of children(scope, 'flowElements')) {
      const kind = element.$type.slice('bpmn:'.length);
      if (kind === 'SequenceFlow') {
        const [from, to] = [(element['sourceRef'] as Element | undefined)?.id, (element['targetRef'] as Element | undefined)?.id];
        if (!element.id || !from || !to) refuse(element, 'loose-flow', '连线的一端没有接上', 'a flow that is not connected at both ends');
        else flows.set(element.id, { id: element.id, from, to, condition: body(element['conditionExpression']), title: titleOf(element) });
      } else if (kinds[kind] && element.id) own.push(element);
      else if (!silent.has(kind)) refuse(element, 'not-supported', `不支持 ${kind}`, `${kind} is not supported`);
    }
    for (const element of own) {
      const node = readNode(element, scopeId, kinds[element.$type.slice('bpmn:'.length)] as NodeKind, refuse);
      nodes.set(node.id, node);
      if (node.attachedTo) boundaries.set(node.attachedTo, [...(boundaries.get(node.attachedTo) ?? []), node.id]);
      if (node.kind === 'sub') readScope(element);
    }
    const here = own.map((e) => nodes.get(e.id ?? '') as Node);
    const begins = here.filter((n) => n.kind === 'start');
    // Without a start event a token begins wherever nothing leads to.
    const implicit = begins.length > 0 ? [] : here.filter((n) => n.kind !== 'boundary' && !n.triggeredByEvent && !(n.kind === 'catch' && n.event.kind === 'link') && ![...flows.values()].some((f) => f.to === n.id));
    const blank = begins.filter((n) => n.event.kind === 'none');
    scopes.set(scopeId, { id: scopeId, nodes: here.map((n) => n.id), starts: (blank.length > 0 ? blank : begins.length > 0 ? begins.slice(0, 1) : implicit).map((n) => n.id), eventSubs: here.filter((n) => n.triggeredByEvent).map((n) => n.id) });
    for (const start of begins) checkStart(start, scope, refuse);
  };
  readScope(process);
  const into = (id: string) => [...flows.values()].filter((f) => f.to === id).map((f) => f.id);
  const outOf = (id: string) => [...flows.values()].filter((f) => f.from === id).map((f) => f.id);
  for (const [id, node] of nodes) nodes.set(id, { ...node, incoming: into(id), outgoing: outOf(id), boundaries: boundaries.get(id) ?? [] });
  return { model: { id: process.id, title: titleOf(process), nodes, flows, scopes, standard: words(extensions(process, 'Standard')[0]) }, refused };
}

function checkStart(start: Node, scope: Element, refuse: Refuse): void {
  const byEvent = scope['triggeredByEvent'] === true;
  const element = { $type: start.type, id: start.id, name: start.title.zh };
  if (byEvent && start.event.kind === 'none') refuse(element, 'blank-start', '事件子流程要由事件开始', 'an event sub-process begins with an event');
  if (!byEvent && scope.$type === 'bpmn:SubProcess' && start.event.kind !== 'none') refuse(element, 'typed-start', '子流程要以空开始事件开始', 'a sub-process begins with a blank start');
  if (scope.$type === 'bpmn:Process' && !['none', 'message', 'signal'].includes(start.event.kind)) refuse(element, 'typed-start', '流程由系统、消息或信号开始，不能由定时或条件开始', 'a process is begun by the product, a message or a signal, not by a timer or a condition');
}

function readNode(element: Element, scope: string, kind: NodeKind, refuse: Refuse): Node {
  const isEvent = ['start', 'end', 'catch', 'throw', 'boundary'].includes(kind);
  let event: EventSpec = isEvent ? eventSpec(element, refuse) : { kind: 'none' };
  if (kind === 'receive') event = named('message', element, element['messageRef'] as Element | undefined, text(element, 'variable'), refuse);
  const [action] = extensions(element, 'Action');
  if (kind === 'send' && !action && element['messageRef']) event = named('message', element, element['messageRef'] as Element, null, refuse);
  const [decision] = extensions(element, 'Decision');
  const called = kind === 'call' ? text(element, 'calledElement') : null;
  if (kind === 'call' && !called) refuse(element, 'no-called', '没有指明调用哪个流程', 'no process is named to be called');
  if (element['isForCompensation'] === true) refuse(element, 'not-supported', '不支持补偿', 'compensation is not supported');
  if (kind === 'catch' && ['none', 'error', 'escalation', 'terminate'].includes(event.kind)) refuse(element, 'not-supported', '中间事件要等消息、信号、时间、条件或链接', 'an intermediate event waits for a message, a signal, a time, a condition or a link');
  if (kind === 'boundary' && ['none', 'terminate', 'link'].includes(event.kind)) refuse(element, 'not-supported', '边界事件没有可等的事', 'a boundary event has nothing to wait for');
  return {
    id: element.id ?? '', kind, type: element.$type, title: titleOf(element), scope, incoming: [], outgoing: [],
    otherwise: (element['default'] as Element | undefined)?.id ?? null, event,
    attachedTo: kind === 'boundary' ? ((element['attachedToRef'] as Element | undefined)?.id ?? null) : null,
    interrupting: kind === 'boundary' ? element['cancelActivity'] !== false : kind === 'start' ? element['isInterrupting'] !== false : true,
    boundaries: [], loop: readLoop(element, refuse), work: kind === 'user' || kind === 'manual' || kind === 'plain' ? readWork(element) : null,
    customer: words(extensions(element, 'Customer')[0]),
    action: action ? { name: text(action, 'name') ?? '', inputs: mappings(action, 'inputs'), outputs: mappings(action, 'outputs') } : null,
    decision: decision ? { ref: text(decision, 'ref') ?? '', result: text(decision, 'result'), inputs: mappings(decision, 'inputs') } : null,
    inputs: alone(element, 'Input'), outputs: alone(element, 'Output'), called, triggeredByEvent: kind === 'sub' && element['triggeredByEvent'] === true,
  };
}

const mapping = (e: Element): Mapping => ({ name: text(e, 'name') ?? '', value: typeof e['value'] === 'string' ? e['value'] : '' });
const mappings = (holder: Element, property: string): Mapping[] => children(holder, property).map(mapping);
const alone = (element: Element, type: string): Mapping[] => extensions(element, type).map(mapping);

function readLoop(element: Element, refuse: Refuse): Loop | null {
  const loop = element['loopCharacteristics'] as Element | undefined;
  if (!loop) return null;
  if (loop.$type !== 'bpmn:MultiInstanceLoopCharacteristics') {
    refuse(element, 'not-supported', '不支持标准循环，请用连线或多实例', 'standard loops are not supported; draw a flow back or use a multi-instance');
    return null;
  }
  const [collection, cardinality] = [text(loop, 'collection'), body(loop['loopCardinality'])];
  if (!collection && !cardinality) refuse(element, 'no-collection', '多实例没有指明列表或次数', 'a multi-instance without a list or a number');
  return { sequential: loop['isSequential'] === true, collection, cardinality: cardinality ?? (collection ? null : '1'), item: text(loop, 'item') ?? 'item', results: text(loop, 'results'), until: body(loop['completionCondition']) };
}

/** `a=甲|A;b=乙|B` */
const optionsOf = (source: string | null) => (source ?? '').split(';').filter(Boolean).map((one) => {
  const [key = '', said = ''] = one.split('=');
  const [zh = key, en = zh] = said.split('|');
  return { key: key.trim(), title: { zh: zh.trim() || key.trim(), en: en.trim() || key.trim() } };
});

function readWork(element: Element): Work {
  const form: FormField[] = extensions(element, 'Form').flatMap((f) => children(f, 'fields')).map((f) => ({
    key: text(f, 'key') ?? '', type: FieldType.catch('text').parse(f['type']), required: f['required'] === true,
    title: words(f) ?? { zh: text(f, 'key') ?? '', en: text(f, 'key') ?? '' }, options: optionsOf(text(f, 'options')),
  }));
  const checklist = extensions(element, 'Checklist').flatMap((c) => children(c, 'items')).map((item, i) => ({ key: text(item, 'key') ?? String(i + 1), title: words(item) ?? { zh: '', en: '' } }));
  return { role: text(element, 'role'), team: text(element, 'team'), assignee: text(element, 'assignee'), deadline: text(element, 'deadline'), standard: words(extensions(element, 'Standard')[0]), script: words(extensions(element, 'Script')[0]), checklist, form };
}
