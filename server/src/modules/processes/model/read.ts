import { createRequire } from 'node:module';
import { aftercareDescriptor } from '@aftercare/contract/bpmn-extension';
import { BpmnModdle } from 'bpmn-moddle';

/** An element as bpmn-moddle gives it. */
export interface Element {
  readonly $type: string;
  readonly $parent?: Element;
  readonly id?: string;
  readonly name?: string;
  readonly [property: string]: unknown;
}
export interface ReadDiagram {
  readonly root: Element;
  readonly byId: Readonly<Record<string, Element>>;
  /** What the reader could not place, in its own words. */
  readonly warnings: readonly string[];
}

interface Descriptor { types: { name: string; properties?: { name: string; xml?: unknown }[] }[] }
/** BPMN as the library describes it, but for one place: it would write `<expression xsi:type="tFormalExpression">` where `<formalExpression>` was read. */
function bpmnDescriptor(): Descriptor {
  const descriptor = structuredClone(createRequire(import.meta.url)('bpmn-moddle/resources/bpmn/json/bpmn.json') as Descriptor);
  const property = descriptor.types.find((t) => t.name === 'ResourceAssignmentExpression')?.properties?.find((p) => p.name === 'expression');
  if (property) delete property.xml;
  return descriptor;
}

let moddle: BpmnModdle | null = null;
/** The library's reader, knowing our words. */
const ready = (): BpmnModdle => (moddle ??= new BpmnModdle({ bpmn: bpmnDescriptor(), aftercare: aftercareDescriptor }));

interface Warning { readonly message: string; readonly element?: Element & { get(name: string): unknown; set(name: string, value: unknown): void; $descriptor: { propertiesByName: Record<string, { isMany?: boolean } | undefined> } }; readonly property?: string; readonly value?: string }
/** References into nothing are kept as they stand, so that writing loses nothing. */
function keepLoose({ element, property, value }: Warning): void {
  if (!element || !property || !value) return;
  const loose = ready().create('bpmn:BaseElement', { id: value });
  const many = element.$descriptor.propertiesByName[property]?.isMany;
  element.set(property, many ? [...((element.get(property) as unknown[] | undefined) ?? []), loose] : loose);
}

/** Reads BPMN 2.0 XML. @throws Error when it is no BPMN at all. */
export async function readDiagram(xml: string): Promise<ReadDiagram> {
  // The declared encoding is that of the bytes, which are text here.
  const { rootElement, elementsById, warnings } = (await ready().fromXML(xml.replace(/^(\s*<\?xml[^>]*?)\sencoding=(["'])[^"']*\2/, '$1'))) as unknown as { rootElement: Element; elementsById: Record<string, Element>; warnings: Warning[] };
  for (const warning of warnings) keepLoose(warning);
  return { root: rootElement, byId: elementsById, warnings: warnings.map((w) => w.message) };
}

/** Writes it again. */
export async function writeDiagram(root: Element): Promise<string> {
  const { xml } = await ready().toXML(root as never, { format: true });
  return xml;
}

const list = (value: unknown): Element[] => (Array.isArray(value) ? (value as Element[]) : []);
/** Child elements under a property; empty without any. */
export const children = (element: Element, property: string): Element[] => list(element[property]);
/** Our extension elements of a kind. */
export function extensions(element: Element, type: string): Element[] {
  const holder = element['extensionElements'] as Element | undefined;
  return holder ? children(holder, 'values').filter((v) => v.$type === `aftercare:${type}`) : [];
}
export const text = (element: Element | undefined, property: string): string | null => {
  const value = element?.[property];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
};
/** Body of an expression element. */
export const body = (value: unknown): string | null => text(value as Element | undefined, 'body');
/** Both words of an element; null when it says nothing. */
export function words(element: Element | undefined): { zh: string; en: string } | null {
  const [zh, en] = [text(element, 'zh'), text(element, 'en')];
  return zh === null && en === null ? null : { zh: zh ?? en ?? '', en: en ?? zh ?? '' };
}
export function titleOf(element: Element): { zh: string; en: string } {
  const name = element.name?.trim() || element.id || '';
  return words(extensions(element, 'Title')[0]) ?? { zh: name, en: name };
}
