import { aftercareDescriptor } from '@aftercare/contract/bpmn-extension';
import { BpmnModdle } from 'bpmn-moddle';
import { diff } from 'bpmn-js-differ';
import type { Mark, Marks } from '../view/marks.ts';
import { type Named, elementsOf, titleOf } from '../view/names.ts';

export type ChangeKind = 'added' | 'removed' | 'changed' | 'moved';
export interface Change { readonly id: string; readonly kind: ChangeKind; readonly type: string; readonly zh: string; readonly en: string; /** Names of what differs, such as `deadline` or `standard`. */ readonly what: readonly string[] }
export interface Difference { readonly changes: readonly Change[]; /** For the older and for the newer drawing. */ readonly before: Marks; readonly after: Marks }

const drawn = /^bpmn:(?!Process$|Definitions$|Message$|Signal$|Error$|Escalation$|ExtensionElements$|FormalExpression$|.*EventDefinition$|.*LoopCharacteristics$)/;
const order: readonly ChangeKind[] = ['added', 'removed', 'changed', 'moved'];

async function read(xml: string) {
  const { rootElement } = await new BpmnModdle({ aftercare: aftercareDescriptor }).fromXML(xml);
  const byId = new Map<string, Named>();
  for (const element of elementsOf(rootElement)) if (element.id && (drawn.test(element.$type) || element.$type === 'bpmn:Process')) byId.set(element.id, element);
  return { rootElement, byId };
}

/**
 * What is different between two diagrams: new, gone, changed and moved elements. What a step says beyond BPMN counts as much as its name.
 * @throws the parser's error when one of them cannot be read
 */
export async function difference(older: string, newer: string): Promise<Difference> {
  const [a, b] = [await read(older), await read(newer)];
  const found = diff(a.rootElement, b.rootElement);
  const kinds = new Map<string, ChangeKind>();
  for (const id of Object.keys(found._layoutChanged)) kinds.set(id, 'moved');
  for (const id of Object.keys(found._changed)) kinds.set(id, 'changed');
  const what = new Map<string, readonly string[]>();
  for (const [id, one] of b.byId) {
    const before = a.byId.get(id);
    if (!before) { kinds.set(id, 'added'); continue; }
    const parts = differing(before, one);
    if (parts.length > 0) { kinds.set(id, 'changed'); what.set(id, parts); } else if (kinds.get(id) === 'changed') kinds.delete(id);
  }
  for (const id of a.byId.keys()) if (!b.byId.has(id)) kinds.set(id, 'removed');
  const changes = [...kinds].flatMap(([id, kind]): Change[] => {
    const element = b.byId.get(id) ?? a.byId.get(id);
    if (!element) return [];
    const title = titleOf(element);
    return [{ id, kind, type: element.$type.replace('bpmn:', ''), zh: title?.zh || element.name || '', en: title?.en || element.name || '', what: what.get(id) ?? [] }];
  }).sort((x, y) => order.indexOf(x.kind) - order.indexOf(y.kind));
  const marks = (side: ChangeKind): Marks => Object.fromEntries(changes.filter((one) => one.kind !== side).map((one): [string, Mark] => [one.id, { state: one.kind }]));
  return { changes, before: marks('added'), after: marks('removed') };
}

/** References do not show when one walks over an element's properties. */
const references = ['sourceRef', 'targetRef', 'attachedToRef', 'default', 'messageRef', 'signalRef', 'errorRef', 'escalationRef'];
const propertiesOf = (one: object) => [...Object.keys(one), ...references.filter((key) => !Object.keys(one).includes(key) && (one as Record<string, unknown>)[key] !== undefined)].filter((key) => !key.startsWith('$') && key !== 'id' && key !== 'di');

/** What an element says of itself, by name; references by id, children that are elements of their own left out. */
function said(element: Named): Map<string, string> {
  const out = new Map<string, string>();
  const plain = (value: unknown, depth = 0): unknown => {
    if (Array.isArray(value)) return value.map((one) => plain(one, depth + 1));
    if (typeof value !== 'object' || value === null) return value;
    const one = value as Record<string, unknown>;
    if (depth > 0 && typeof one['id'] === 'string' && drawn.test(String(one['$type']))) return `#${one['id']}`;
    return Object.fromEntries(['$type', ...propertiesOf(one)].map((key) => [key, plain(one[key], depth + 1)]));
  };
  for (const key of propertiesOf(element)) {
    const value = (element as unknown as Record<string, unknown>)[key];
    if (['incoming', 'outgoing', 'flowElements', 'artifacts', 'laneSets', 'lanes', 'flowNodeRef', 'attachers'].includes(key)) continue;
    if (key === 'extensionElements') for (const part of (value as { values?: Named[] }).values ?? []) out.set(part.$type.replace('aftercare:', '').toLowerCase(), JSON.stringify(plain(part)));
    else if (value !== undefined) out.set(key, JSON.stringify(plain(value, 1)));
  }
  return out;
}

function differing(a: Named, b: Named): string[] {
  const [x, y] = [said(a), said(b)];
  return [...new Set([...x.keys(), ...y.keys()])].filter((key) => (x.get(key) ?? '') !== (y.get(key) ?? '') && !(key === 'name' && (x.has('title') || y.has('title')))).sort();
}
