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

/** The library's reader, knowing our words. */
export const createModdle = () => new BpmnModdle({ aftercare: aftercareDescriptor });

/** Reads BPMN 2.0 XML. @throws Error when it is no BPMN at all. */
export async function readDiagram(xml: string): Promise<ReadDiagram> {
  const { rootElement, elementsById, warnings } = (await createModdle().fromXML(xml)) as unknown as { rootElement: Element; elementsById: Record<string, Element>; warnings: { message: string }[] };
  return { root: rootElement, byId: elementsById, warnings: warnings.map((w) => w.message) };
}

/** Writes it again. */
export async function writeDiagram(root: Element): Promise<string> {
  const { xml } = await createModdle().toXML(root as never, { format: true });
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
