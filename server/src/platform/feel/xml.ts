import { DmnModdle, type ModdleElement } from 'dmn-moddle';
import { FeelError, problem } from './problem.ts';
import type { HitPolicy, TableSource } from './table.ts';

/** A decision as a DMN file has it. */
export interface DecisionSource {
  readonly id: string;
  readonly name: string;
  /** Under this name its answer is known to the decisions that ask for it. */
  readonly variable: string;
  readonly requires: readonly string[];
  readonly logic: { readonly kind: 'table'; readonly table: TableSource } | { readonly kind: 'expression'; readonly source: string };
}

const list = (element: ModdleElement, name: string) => (element.get(name) as ModdleElement[] | undefined) ?? [];
const text = (element: unknown) => ((element as ModdleElement | undefined)?.text as string | undefined ?? '').trim();

async function parse(xml: string): Promise<{ moddle: DmnModdle; root: ModdleElement }> {
  const moddle = new DmnModdle();
  try {
    const { rootElement } = await moddle.fromXML(xml);
    if (rootElement.$type !== 'dmn:Definitions') throw new Error(rootElement.$type);
    return { moddle, root: rootElement };
  } catch (error) {
    throw new FeelError(problem('no-decision', { message: error instanceof Error ? error.message.split('\n')[0] : '' }));
  }
}

function tableOf(element: ModdleElement, decision: ModdleElement): TableSource {
  const kind = ((element.hitPolicy as string | undefined) ?? 'UNIQUE') as HitPolicy['kind'];
  return {
    id: decision.id ?? '', name: decision.name ?? decision.id ?? '',
    policy: { kind, aggregation: (element.aggregation as HitPolicy['aggregation'] | undefined) ?? null },
    inputs: list(element, 'input').map((i) => ({
      id: i.id ?? '', label: (i.label as string | undefined) ?? '', expression: text((i.inputExpression as ModdleElement | undefined)?.text ? i.inputExpression : undefined),
      type: ((i.inputExpression as ModdleElement | undefined)?.typeRef as string | undefined) ?? null,
    })),
    outputs: list(element, 'output').map((o) => ({
      id: o.id ?? '', label: (o.label as string | undefined) ?? '', name: o.name ?? (o.label as string | undefined) ?? decision.name ?? '', type: (o.typeRef as string | undefined) ?? null,
      listed: text(o.outputValues) || null, fallback: text(o.defaultOutputEntry) || null,
    })),
    rules: list(element, 'rule').map((r, i) => ({
      id: r.id ?? `rule-${i + 1}`, inputs: list(r, 'inputEntry').map(text), outputs: list(r, 'outputEntry').map(text),
      annotation: list(r, 'annotationEntry').map(text).filter(Boolean).join(' · ') || ((r.description as string | undefined) ?? '').trim(),
    })),
  };
}

/**
 * Decisions of a DMN file.
 * @throws FeelError when it is no DMN, holds no decision, or a decision's logic is of a kind we do not decide with
 */
export async function readDecisions(xml: string): Promise<DecisionSource[]> {
  const { root } = await parse(xml);
  const decisions = list(root, 'drgElement').filter((e) => e.$type === 'dmn:Decision');
  if (decisions.length === 0) throw new FeelError(problem('no-decision', { message: '' }));
  return decisions.map((d) => {
    const logic = d.decisionLogic as ModdleElement | undefined;
    const variable = ((d.variable as ModdleElement | undefined)?.name ?? d.name ?? d.id ?? '').trim();
    const requires = list(d, 'informationRequirement').flatMap((r) => ((r.requiredDecision as ModdleElement | undefined)?.href as string | undefined)?.replace(/^.*#/, '') ?? []);
    if (list(d, 'knowledgeRequirement').length > 0) throw new FeelError(problem('unsupported', { name: 'knowledgeRequirement' }, null, { decision: d.name ?? d.id ?? '' }));
    const head = { id: d.id ?? '', name: d.name ?? d.id ?? '', variable, requires };
    if (logic?.$type === 'dmn:DecisionTable') return { ...head, logic: { kind: 'table' as const, table: tableOf(logic, d) } };
    if (logic?.$type === 'dmn:LiteralExpression') return { ...head, logic: { kind: 'expression' as const, source: text(logic) } };
    throw new FeelError(problem('unsupported', { name: logic?.$type.replace('dmn:', '') ?? 'empty' }, null, { decision: head.name }));
  });
}

/** The same file with other rules in one of its tables; drawing and everything else stay. */
export async function replaceRules(xml: string, decisionId: string, rules: TableSource['rules']): Promise<string> {
  const { moddle, root } = await parse(xml);
  const decision = list(root, 'drgElement').find((d) => d.id === decisionId);
  const table = decision?.decisionLogic as ModdleElement | undefined;
  if (table?.$type !== 'dmn:DecisionTable') throw new FeelError(problem('unknown-decision', { name: decisionId }));
  table.set('rule', rules.map((rule) => ruleElement(moddle, rule, table)));
  return (await moddle.toXML(root, { format: true })).xml;
}

function ruleElement(moddle: DmnModdle, rule: TableSource['rules'][number], table: ModdleElement): ModdleElement {
  const made = moddle.create('dmn:DecisionRule', {
    id: rule.id,
    ...(rule.annotation ? { description: rule.annotation } : {}),
    inputEntry: rule.inputs.map((source, i) => moddle.create('dmn:UnaryTests', { id: `${rule.id}-in${i + 1}`, text: source || '-' })),
    outputEntry: rule.outputs.map((source, i) => moddle.create('dmn:LiteralExpression', { id: `${rule.id}-out${i + 1}`, text: source })),
  });
  for (const entry of [...list(made, 'inputEntry'), ...list(made, 'outputEntry')]) entry.$parent = made;
  made.$parent = table;
  return made;
}

/** A DMN file with one decision, a table. */
export async function writeTable(source: TableSource): Promise<string> {
  const moddle = new DmnModdle();
  const literal = (type: string, value: string, id?: string) => moddle.create(type, { ...(id ? { id } : {}), text: value });
  const table = moddle.create('dmn:DecisionTable', {
    id: `${source.id}-table`, hitPolicy: source.policy.kind, ...(source.policy.aggregation ? { aggregation: source.policy.aggregation } : {}),
    input: source.inputs.map((i) => moddle.create('dmn:InputClause', { id: i.id, label: i.label, inputExpression: moddle.create('dmn:LiteralExpression', { id: `${i.id}-expression`, ...(i.type ? { typeRef: i.type } : {}), text: i.expression }) })),
    output: source.outputs.map((o) => moddle.create('dmn:OutputClause', {
      id: o.id, label: o.label, name: o.name, ...(o.type ? { typeRef: o.type } : {}),
      ...(o.listed ? { outputValues: literal('dmn:UnaryTests', o.listed) } : {}), ...(o.fallback ? { defaultOutputEntry: literal('dmn:LiteralExpression', o.fallback) } : {}),
    })),
  });
  table.set('rule', source.rules.map((rule) => ruleElement(moddle, rule, table)));
  const decision = moddle.create('dmn:Decision', { id: source.id, name: source.name, variable: moddle.create('dmn:InformationItem', { id: `${source.id}-variable`, name: source.id }), decisionLogic: table });
  const root = moddle.create('dmn:Definitions', { id: `${source.id}-definitions`, name: source.name, namespace: 'urn:aftercare:decisions', drgElement: [decision] });
  return (await moddle.toXML(root, { format: true })).xml;
}
