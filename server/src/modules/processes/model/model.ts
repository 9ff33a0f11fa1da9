/** A diagram ready to be walked: plain data, no XML, no library's objects. */
import type { FormField, Words } from '@aftercare/contract/processes';

export type NodeKind =
  | 'start' | 'end' | 'catch' | 'throw' | 'boundary'
  | 'user' | 'manual' | 'service' | 'send' | 'receive' | 'rule' | 'plain' | 'sub' | 'call'
  | 'exclusive' | 'parallel' | 'inclusive' | 'event-gateway';

export interface Mapping {
  readonly name: string;
  /** FEEL when it begins with `=`; otherwise text with `{= …}` placeholders. */
  readonly value: string;
}

export type EventSpec =
  | { readonly kind: 'none' | 'terminate' }
  | { readonly kind: 'timer'; readonly timer: 'duration' | 'date' | 'cycle'; readonly text: string }
  | { readonly kind: 'message' | 'signal'; readonly name: string; readonly variable: string | null }
  | { readonly kind: 'error' | 'escalation'; /** Null catches every code. */ readonly code: string | null; readonly variable: string | null }
  | { readonly kind: 'condition'; readonly expression: string }
  | { readonly kind: 'link'; readonly name: string };

export interface Loop {
  readonly sequential: boolean;
  /** FEEL: a list, or a number of times. */
  readonly collection: string | null;
  readonly cardinality: string | null;
  readonly item: string;
  /** Variable that gets the list of each one's output. */
  readonly results: string | null;
  readonly until: string | null;
}

/** What a step says to the person who does it. */
export interface Work {
  readonly role: string | null;
  readonly team: string | null;
  readonly assignee: string | null;
  readonly deadline: string | null;
  readonly standard: Words | null;
  readonly script: Words | null;
  readonly checklist: readonly { readonly key: string; readonly title: Words }[];
  readonly form: readonly FormField[];
}

export interface Node {
  readonly id: string;
  readonly kind: NodeKind;
  /** `bpmn:UserTask`. */
  readonly type: string;
  readonly title: Words;
  /** Id of the process or sub-process it lies in. */
  readonly scope: string;
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
  /** The default flow. */
  readonly otherwise: string | null;
  readonly event: EventSpec;
  readonly attachedTo: string | null;
  /** Boundary events and starts of event sub-processes: whether they end what they interrupt. */
  readonly interrupting: boolean;
  readonly boundaries: readonly string[];
  readonly loop: Loop | null;
  readonly work: Work | null;
  readonly customer: Words | null;
  readonly action: { readonly name: string; readonly inputs: readonly Mapping[]; readonly outputs: readonly Mapping[] } | null;
  readonly decision: { readonly ref: string; readonly result: string | null; readonly inputs: readonly Mapping[] } | null;
  /** Mappings of a call activity or a throwing event that stand alone. */
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
  readonly called: string | null;
  readonly triggeredByEvent: boolean;
}

export interface Flow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly condition: string | null;
  readonly title: Words;
}

export interface ScopeModel {
  readonly id: string;
  readonly nodes: readonly string[];
  /** Where a token begins. */
  readonly starts: readonly string[];
  /** Event sub-processes lying directly in it. */
  readonly eventSubs: readonly string[];
}

export interface Model {
  /** Id of the process element. */
  readonly id: string;
  readonly title: Words;
  readonly nodes: ReadonlyMap<string, Node>;
  readonly flows: ReadonlyMap<string, Flow>;
  readonly scopes: ReadonlyMap<string, ScopeModel>;
  /** Process-wide standard, script and words, for the handbook. */
  readonly standard: Words | null;
}

/** Node of an id; a fault of ours when it is missing. */
export function nodeOf(model: Model, id: string): Node {
  const node = model.nodes.get(id);
  if (!node) throw new Error(`The diagram ${model.id} has no element ${id}`);
  return node;
}
export function flowOf(model: Model, id: string): Flow {
  const flow = model.flows.get(id);
  if (!flow) throw new Error(`The diagram ${model.id} has no flow ${id}`);
  return flow;
}
export function scopeOf(model: Model, id: string): ScopeModel {
  const scope = model.scopes.get(id);
  if (!scope) throw new Error(`The diagram ${model.id} has no scope ${id}`);
  return scope;
}
export const isActivity = (node: Node): boolean => ['user', 'manual', 'service', 'send', 'receive', 'rule', 'plain', 'sub', 'call'].includes(node.kind);
