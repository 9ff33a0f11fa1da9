import type { Words } from '../data.ts';

/** An element of the drawing's model, as moddle keeps it. */
export interface Bo { readonly $type: string; id: string; name?: string | undefined; $parent?: Bo; get(name: string): unknown; [key: string]: unknown }
/** Makes model elements: moddle's own `create`. */
export type Create = (type: string, attributes?: Record<string, unknown>) => Bo;

export interface Item { readonly key: string; readonly zh: string; readonly en: string }
export interface FormField extends Item { readonly type: string; readonly required: boolean; readonly options: string }
export interface Mapping { readonly name: string; readonly value: string }
/** What our diagrams say about a step beyond BPMN, as plain values: what the panel shows and writes. */
export interface StepFacts {
  readonly title: Words | null;
  readonly standard: Words | null;
  readonly script: Words | null;
  readonly customer: Words | null;
  readonly checklist: readonly Item[];
  readonly form: readonly FormField[];
  readonly action: { readonly name: string; readonly inputs: readonly Mapping[]; readonly outputs: readonly Mapping[] } | null;
  readonly decision: { readonly ref: string; readonly result: string; readonly inputs: readonly Mapping[] } | null;
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const list = (value: unknown): Bo[] => (Array.isArray(value) ? (value as Bo[]) : []);
const kinds = { title: 'Title', standard: 'Standard', script: 'Script', customer: 'Customer', checklist: 'Checklist', form: 'Form', action: 'Action', decision: 'Decision' } as const;
const mappings = (value: unknown): Mapping[] => list(value).map((one) => ({ name: text(one['name']), value: text(one['value']) }));

/** The extension elements of a kind, such as `aftercare:Title`. */
export function extension(bo: Bo, type: string): Bo | undefined {
  return list((bo['extensionElements'] as Bo | undefined)?.['values']).find((one) => one.$type === type);
}

/** Reads what a step says of itself. */
export function readStep(bo: Bo): StepFacts {
  const of = (kind: keyof typeof kinds) => extension(bo, `aftercare:${kinds[kind]}`);
  const words = (kind: keyof typeof kinds): Words | null => { const one = of(kind); return one ? { zh: text(one['zh']), en: text(one['en']) } : null; };
  const action = of('action');
  const decision = of('decision');
  return {
    title: words('title'), standard: words('standard'), script: words('script'), customer: words('customer'),
    checklist: list(of('checklist')?.['items']).map((one) => ({ key: text(one['key']), zh: text(one['zh']), en: text(one['en']) })),
    form: list(of('form')?.['fields']).map((one) => ({ key: text(one['key']), type: text(one['type']) || 'text', required: one['required'] === true, zh: text(one['zh']), en: text(one['en']), options: text(one['options']) })),
    action: action ? { name: text(action['name']), inputs: mappings(action['inputs']), outputs: mappings(action['outputs']) } : null,
    decision: decision ? { ref: text(decision['ref']), result: text(decision['result']), inputs: mappings(decision['inputs']) } : null,
  };
}

const said = (words: Words | null) => words !== null && (words.zh.trim() !== '' || words.en.trim() !== '');
const kept = (one: Record<string, unknown>) => Object.fromEntries(Object.entries(one).filter(([, value]) => value !== '' && value !== undefined && value !== false));

/**
 * The step's extension elements with some facts changed, made anew: the command stack can then go back to the old ones as a whole.
 * What other tools put there stays. Empty facts are left out; null when nothing is left.
 */
export function writeStep(bo: Bo, change: Partial<StepFacts>, create: Create): Bo | null {
  const foreign = list((bo['extensionElements'] as Bo | undefined)?.['values']).filter((one) => !Object.keys(change).some((kind) => one.$type === `aftercare:${kinds[kind as keyof typeof kinds]}`));
  const made: Bo[] = [];
  for (const kind of ['title', 'standard', 'script', 'customer'] as const) {
    const words = change[kind];
    if (words && said(words)) made.push(create(`aftercare:${kinds[kind]}`, kept({ ...words })));
  }
  const holder = (type: string, name: string, children: Bo[], attributes: Record<string, unknown> = {}): Bo => {
    const one = create(type, { ...attributes, [name]: children });
    for (const child of children) child.$parent = one;
    return one;
  };
  if (change.checklist?.length) made.push(holder('aftercare:Checklist', 'items', change.checklist.map((one) => create('aftercare:Item', kept({ ...one })))));
  if (change.form?.length) made.push(holder('aftercare:Form', 'fields', change.form.map((one) => create('aftercare:Field', kept({ ...one })))));
  if (change.action) {
    const { name, inputs, outputs } = change.action;
    const parts = { inputs: inputs.map((one) => create('aftercare:Input', { ...one })), outputs: outputs.map((one) => create('aftercare:Output', { ...one })) };
    const one = holder('aftercare:Action', 'inputs', parts.inputs, { name, outputs: parts.outputs });
    for (const child of parts.outputs) child.$parent = one;
    made.push(one);
  }
  if (change.decision) made.push(holder('aftercare:Decision', 'inputs', change.decision.inputs.map((one) => create('aftercare:Input', { ...one })), kept({ ref: change.decision.ref, result: change.decision.result })));
  const values = [...foreign, ...made];
  if (values.length === 0) return null;
  const all = create('bpmn:ExtensionElements', { values });
  for (const one of values) one.$parent = all;
  all.$parent = bo;
  return all;
}
