import type { EventSpec } from './model.ts';
import { type Element, body, children, text } from './read.ts';

/** What is refused, with the element it is about. */
export interface Refused {
  readonly elementId: string | null;
  readonly rule: string;
  readonly zh: string;
  readonly en: string;
}
export type Refuse = (element: Element, rule: string, zh: string, en: string) => void;

const none: EventSpec = { kind: 'none' };
const referenced = (definition: Element, property: string) => definition[property] as Element | undefined;

/** What an event listens to or tells. */
export function eventSpec(event: Element, refuse: Refuse): EventSpec {
  const definitions = [...children(event, 'eventDefinitions'), ...children(event, 'eventDefinitionRef')];
  const [definition] = definitions;
  if (!definition) return none;
  if (definitions.length > 1) {
    refuse(event, 'several-events', '一个事件只能等一件事', 'an event may wait for one thing only');
    return none;
  }
  const variable = text(definition, 'variable');
  switch (definition.$type) {
    case 'bpmn:TimerEventDefinition': return timerSpec(event, definition, refuse);
    case 'bpmn:MessageEventDefinition': return named('message', event, referenced(definition, 'messageRef'), variable, refuse);
    case 'bpmn:SignalEventDefinition': return named('signal', event, referenced(definition, 'signalRef'), variable, refuse);
    case 'bpmn:ErrorEventDefinition': return { kind: 'error', code: codeOf(referenced(definition, 'errorRef'), 'errorCode'), variable };
    case 'bpmn:EscalationEventDefinition': return { kind: 'escalation', code: codeOf(referenced(definition, 'escalationRef'), 'escalationCode'), variable };
    case 'bpmn:TerminateEventDefinition': return { kind: 'terminate' };
    case 'bpmn:LinkEventDefinition': return { kind: 'link', name: text(definition, 'name') ?? event.name ?? '' };
    case 'bpmn:ConditionalEventDefinition': {
      const expression = body(definition['condition']);
      if (!expression) refuse(event, 'no-condition', '条件事件没有写条件', 'a conditional event without a condition');
      return { kind: 'condition', expression: expression ?? 'false' };
    }
    default:
      refuse(event, 'not-supported', `不支持的事件类型 ${definition.$type}`, `events of the kind ${definition.$type} are not supported`);
      return none;
  }
}

const codeOf = (reference: Element | undefined, property: string) => (reference ? (text(reference, property) ?? reference.name ?? reference.id ?? null) : null);

/** Messages and signals are known by their name, not by an id. */
export function named(kind: 'message' | 'signal', element: Element, reference: Element | undefined, variable: string | null, refuse: Refuse): EventSpec {
  const name = reference?.name?.trim() || reference?.id;
  if (!name) {
    refuse(element, 'no-name', kind === 'message' ? '没有指明消息' : '没有指明信号', `no ${kind} is named`);
    return { kind, name: element.name ?? element.id ?? '', variable };
  }
  return { kind, name, variable };
}

function timerSpec(event: Element, definition: Element, refuse: Refuse): EventSpec {
  for (const [property, timer] of [['timeDuration', 'duration'], ['timeDate', 'date'], ['timeCycle', 'cycle']] as const) {
    const source = body(definition[property]);
    if (source) return { kind: 'timer', timer, text: source };
  }
  refuse(event, 'no-time', '定时事件没有写时间', 'a timer without a time');
  return { kind: 'timer', timer: 'duration', text: 'P1D' };
}
