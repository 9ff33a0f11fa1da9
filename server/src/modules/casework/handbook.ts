import { aftercareDescriptor } from '@aftercare/contract/bpmn-extension';
import type { Handbook } from '@aftercare/contract/casework';
import { BpmnModdle } from 'bpmn-moddle';
import type { Handle } from '../../platform/db/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Org } from '../org/index.ts';
import type { Processes } from '../processes/index.ts';
import type { Tickets } from '../tickets/index.ts';
import * as store from './store.ts';
import { type Words, withBlanks } from './words.ts';

export interface Chapter { readonly title: Words; readonly about: Words | null; readonly steps: Handbook['chapters'][number]['steps'] }
/** The contract's handbook, with its dates not yet written out. */
export type Book = Omit<Handbook, 'madeAt' | 'chapters'> & { readonly madeAt: Date; readonly chapters: readonly (Omit<Handbook['chapters'][number], 'deployedAt'> & { readonly deployedAt: Date })[] };
interface Element { readonly $type: string; readonly id?: string; readonly name?: string; readonly [property: string]: unknown }

const list = (value: unknown): Element[] => (Array.isArray(value) ? (value as Element[]) : []);
const said = (element: Element, type: string): Element[] => list((element['extensionElements'] as Element | undefined)?.['values']).filter((v) => v.$type === `aftercare:${type}`);
const text = (element: Element | undefined, key: string): string => (typeof element?.[key] === 'string' ? (element[key] as string).trim() : '');
const wordsOf = (element: Element | undefined): Words | null => {
  const [zh, en] = [text(element, 'zh'), text(element, 'en')];
  return zh || en ? { zh: zh || en, en: en || zh } : null;
};
const titleOf = (element: Element): Words => wordsOf(said(element, 'Title')[0]) ?? { zh: element.name ?? element.id ?? '', en: element.name ?? element.id ?? '' };
const personal = new Set(['bpmn:UserTask', 'bpmn:ManualTask']);

/** Steps of a diagram that people do, in the order one walks it, with what they should know. */
export async function readChapter(xml: string): Promise<Chapter> {
  const { rootElement } = (await new BpmnModdle({ aftercare: aftercareDescriptor }).fromXML(xml)) as unknown as { rootElement: Element };
  const process = list(rootElement['rootElements']).find((e) => e.$type === 'bpmn:Process');
  if (!process) return { title: { zh: '', en: '' }, about: null, steps: [] };
  const ordered: Element[] = [];
  walk(process, ordered);
  return {
    title: titleOf(process), about: wordsOf(said(process, 'Standard')[0]),
    steps: ordered.filter((e) => personal.has(e.$type)).map((e) => ({
      elementId: e.id ?? '', title: titleOf(e), role: text(e, 'role') || null, deadline: text(e, 'deadline') || null, standard: wordsOf(said(e, 'Standard')[0]), script: withBlanks(wordsOf(said(e, 'Script')[0])), customer: withBlanks(wordsOf(said(e, 'Customer')[0])),
      checklist: said(e, 'Checklist').flatMap((c) => list(c['items']).flatMap((i) => wordsOf(i) ?? [])), form: said(e, 'Form').flatMap((f) => list(f['fields']).flatMap((i) => wordsOf(i) ?? [])),
    })),
  };
}

/** Breadth first from the starts; the main way before what branches off it. What no flow reaches comes last. */
function walk(scope: Element, into: Element[]): void {
  const elements = list(scope['flowElements']);
  const nodes = elements.filter((e) => e.$type !== 'bpmn:SequenceFlow');
  const seen = new Set<Element>();
  const queue = nodes.filter((n) => n.$type === 'bpmn:StartEvent');
  const visit = (node: Element) => {
    if (seen.has(node)) return;
    seen.add(node);
    into.push(node);
    if (node['flowElements']) walk(node, into);
    const first = node['default'] as Element | undefined;
    const flows = list(node['outgoing']);
    const targets = [...(first ? [first] : []), ...flows.filter((f) => f !== first)].map((f) => f['targetRef'] as Element);
    queue.push(...targets, ...nodes.filter((n) => n['attachedToRef'] === node));
  };
  for (let next = queue.shift(); next; next = queue.shift()) visit(next);
  for (const node of nodes) { visit(node); queue.length = 0; }
}

/** The service handbook 服务手册: made of what is deployed, never written twice. */
export function createHandbook({ db, clock }: Pick<Platform, 'db' | 'clock'>, org: Pick<Org, 'company'>, tickets: Pick<Tickets, 'types'>, processes: Pick<Processes, 'live'>) {
  // A version never changes: it is read once.
  const chapters = new Map<string, Chapter>();
  async function chapterOf(d: { key: string; version: number; xml: string }): Promise<Chapter> {
    const known = chapters.get(`${d.key} ${d.version}`);
    if (known) return known;
    const chapter = await readChapter(d.xml);
    chapters.set(`${d.key} ${d.version}`, chapter);
    return chapter;
  }
  const diagrams = async (handle: Handle) => (await processes.live(handle)).filter((d) => d.kind === 'bpmn').toSorted((a, b) => a.key.localeCompare(b.key));
  return {
    /** Live diagrams with their names. */
    async titles(handle: Handle = db): Promise<{ key: string; title: Words }[]> {
      return Promise.all((await diagrams(handle)).map(async (d) => ({ key: d.key, title: (await chapterOf(d)).title })));
    },
    /** Chapters with all their words, for the search. */
    async chapters(handle: Handle = db): Promise<{ key: string; title: Words; text: Words; at: Date }[]> {
      return Promise.all((await diagrams(handle)).map(async (d) => {
        const { title, about, steps } = await chapterOf(d);
        const text = (language: keyof Words) => [about?.[language], ...steps.flatMap((s) => [s.title[language], s.standard?.[language], s.script?.[language], s.customer?.[language], ...s.checklist.map((c) => c[language])])].filter(Boolean).join(' · ');
        return { key: d.key, title, text: { zh: text('zh'), en: text('en') }, at: d.deployedAt };
      }));
    },
    async read(handle: Handle = db): Promise<Book> {
      const [bindings, types, { name }] = [await store.bindings(handle), await tickets.types(handle), await org.company(handle)];
      const bound = bindings.filter((b) => b.enabled);
      const made = await Promise.all((await diagrams(handle)).map(async (d) => {
        const { title, about, steps } = await chapterOf(d);
        return { key: d.key, version: d.version, deployedAt: d.deployedAt, title, about, types: types.filter((t) => bound.some((b) => b.process === d.key && b.ticketType === t.key)).map((t) => t.name), steps };
      }));
      // What tickets follow first, in the order of their types.
      const rank = (key: string) => { const at = bound.filter((b) => b.process === key && b.moment === 'opened').map((b) => types.findIndex((t) => t.key === b.ticketType)); return at.length > 0 ? Math.min(...at) : types.length; };
      return { company: name, madeAt: clock.now(), chapters: made.filter((c) => c.steps.length > 0).toSorted((a, b) => rank(a.key) - rank(b.key)) };
    },
  };
}
