import { z } from 'zod';
import { zodOf } from '@aftercare/contract';
import type { Problem } from '@aftercare/contract/processes';
import { faultOf } from '../../platform/feel/index.ts';
import { say as sentence } from '../../platform/i18n/index.ts';
import type { Action } from '../../platform/module/index.ts';
import { needsCalendar, parseWhen } from './deadlines.ts';
import { feelOf, isFeel } from './engine/values.ts';
import { type Flow, type Mapping, type Model, type Node, nodeOf } from './model/model.ts';
import { prove } from './proof.ts';

/** What a diagram may refer to. */
export interface LintSurroundings {
  readonly action: (name: string) => Action | undefined;
  /** Keys of live tables and diagrams. */
  readonly tables: ReadonlySet<string>;
  readonly diagrams: ReadonlySet<string>;
}

type Say = (severity: Problem['severity'], rule: string, zh: string, en: string) => void;

/** Our own rules: steps for people say who, by when and how well; actions exist and get what they need; nothing is a dead end. */
export async function lintModel(model: Model, surroundings: LintSurroundings, walkable: boolean): Promise<Problem[]> {
  const found: Problem[] = [];
  const about = (element: Node | Flow): Say => (severity, rule, zh, en) => found.push({ severity, elementId: element.id, rule, message: { zh: `「${element.title.zh}」：${zh}`, en: `“${element.title.en}”: ${en}` } });
  for (const node of model.nodes.values()) lintNode(node, model, surroundings, about(node));
  for (const flow of model.flows.values()) if (flow.condition !== null) lintFeel(flow.condition, about(flow));
  if (walkable && !found.some((p) => p.rule === 'unsound')) {
    const { caught } = await prove(model, { limit: 1500 });
    for (const id of caught) {
      const node = nodeOf(model, id);
      about(node)('error', 'no-way-out', node.kind === 'parallel' || node.kind === 'inclusive' ? '有的情形下永远等不齐，流程会卡在这里' : '有的情形下流程会永远停在这里，走不到结束', node.kind === 'parallel' || node.kind === 'inclusive' ? 'in some cases not all branches arrive, and the process is caught here' : 'in some cases the process stays here for good and reaches no end');
    }
  }
  return found;
}

function lintNode(node: Node, model: Model, surroundings: LintSurroundings, say: Say): void {
  if (node.kind === 'user' || node.kind === 'manual') lintWork(node, say);
  if (node.kind === 'plain') say('error', 'no-kind', '没有说明是哪种任务，请改为人工、服务、发送、接收或决策任务', 'a task of no kind; make it a user, manual, service, send, receive or business-rule task');
  if (node.kind === 'service' || (node.kind === 'send' && node.event.kind !== 'message')) lintAction(node, surroundings, say);
  if (node.kind === 'rule') {
    const [key = ''] = (node.decision?.ref ?? '').split('#');
    if (!key) say('error', 'no-decision', '没有指明决策表', 'no decision table is named');
    else if (!surroundings.tables.has(key)) say('error', 'unknown-decision', `没有已上线的决策表 ${key}`, `there is no live decision table ${key}`);
    lintMappings(node.decision?.inputs ?? [], say);
  }
  if (node.kind === 'call' && node.called && !isFeel(node.called) && !surroundings.diagrams.has(node.called)) say('warning', 'unknown-process', `没有已上线的流程 ${node.called}`, `there is no live process ${node.called}`);
  if (node.event.kind === 'timer') lintTime(node.event.timer === 'cycle' ? node.event.text.replace(/^R\d*\/(?:[^P/][^/]*\/)?/, '') : node.event.text, say);
  if (node.event.kind === 'condition') lintFeel(node.event.expression, say);
  if (node.loop) for (const source of [node.loop.collection, node.loop.cardinality, node.loop.until]) if (source) lintFeel(source, say);
  lintMappings([...node.inputs, ...node.outputs], say);
  if ((node.kind === 'exclusive' || node.kind === 'inclusive') && node.outgoing.length > 1) {
    const open = node.outgoing.filter((id) => id !== node.otherwise && model.flows.get(id)?.condition === null);
    if (node.kind === 'exclusive' && open.length > 0) say('error', 'no-condition', '有的出口没有条件，也不是默认出口', 'a way out has no condition and is not the default');
    if (!node.otherwise && open.length === 0) say('warning', 'no-default', '没有默认出口：条件都不成立时流程会停住', 'no default flow: where no condition holds the process is held up');
  }
}

function lintWork(node: Node, say: Say): void {
  const { work } = node;
  if (!work?.role) say('error', 'no-role', '没有写由谁来做（角色）', 'it does not say which role does it');
  if (!work?.standard) say('error', 'no-standard', '没有写服务标准', 'it has no service standard');
  if (!work?.deadline) say('error', 'no-deadline', '没有写期限', 'it has no deadline');
  else lintTime(work.deadline, say);
  for (const field of work?.form ?? []) if (field.type === 'choice' && field.options.length === 0) say('error', 'no-options', `表单项「${field.title.zh}」没有选项`, `the choice “${field.title.en}” has no options`);
  if (new Set(work?.form.map((f) => f.key)).size !== (work?.form.length ?? 0)) say('error', 'double-field', '表单项重名', 'two fields of the form have the same key');
  for (const source of [work?.assignee, work?.team]) if (source && isFeel(source)) lintFeel(source, say);
}

function lintTime(text: string, say: Say): void {
  if (isFeel(text)) return lintFeel(text, say);
  try {
    needsCalendar(parseWhen(text));
  } catch {
    say('error', 'no-time', `看不懂的时间「${text}」：可以写 PT4H、P2D、P7WD（7 个工作日）、PT4WH（4 个工作小时）`, `the time “${text}” cannot be read; write PT4H, P2D, P7WD (7 working days) or PT4WH (4 working hours)`);
  }
}

function lintFeel(source: string, say: Say): void {
  const fault = feelFault(feelOf(source));
  if (fault) say('error', 'feel', `表达式「${feelOf(source)}」：${fault.zh}`, `expression “${feelOf(source)}”: ${fault.en}`);
}

function lintMappings(mappings: readonly Mapping[], say: Say): void {
  for (const { name, value } of mappings) {
    if (!name) say('error', 'no-name', '有一项没有写名称', 'a value without a name');
    if (isFeel(value)) lintFeel(value, say);
    else for (const [, place = ''] of value.matchAll(/\{=([^{}]+)\}/g)) lintFeel(place, say);
  }
}

function lintAction(node: Node, surroundings: LintSurroundings, say: Say): void {
  if (!node.action?.name) return say('error', 'no-action', '没有选择动作', 'no action is chosen');
  const action = surroundings.action(node.action.name);
  if (!action) return say('error', 'unknown-action', `没有动作 ${node.action.name}`, `there is no action ${node.action.name}`);
  lintMappings([...node.action.inputs, ...node.action.outputs], say);
  lintInputs(node.action.inputs, action, say);
}

/** Whether an action gets what it needs: names it does not know, names that are missing, texts that do not fit. */
function lintInputs(inputs: readonly Mapping[], action: Action, say: Say): void {
  const schema = z.toJSONSchema(zodOf(action.input), { io: 'input', unrepresentable: 'any' }) as { properties?: Record<string, unknown>; required?: string[]; additionalProperties?: unknown };
  const given = new Set(inputs.map((i) => i.name));
  for (const name of schema.required ?? []) if (!given.has(name)) say('error', 'missing-input', `动作 ${action.name} 缺少输入 ${name}`, `the action ${action.name} needs the input ${name}`);
  if (!schema.properties) return;
  if (!schema.additionalProperties) for (const name of given) if (!(name in schema.properties)) say('error', 'unknown-input', `动作 ${action.name} 没有输入 ${name}`, `the action ${action.name} has no input ${name}`);
  const { shape } = action.input as unknown as { shape?: Record<string, z.ZodType> };
  for (const { name, value } of inputs) {
    const field = shape?.[name];
    if (!field || isFeel(value) || value.includes('{=')) continue;
    if (!field.safeParse(value).success) say('error', 'wrong-input', `动作 ${action.name} 的输入 ${name} 不能是「${value}」`, `the input ${name} of ${action.name} cannot be “${value}”`);
  }
}

/** What is wrong with an expression in both languages, or null. */
function feelFault(source: string): { zh: string; en: string } | null {
  const fault = faultOf(source);
  if (!fault || fault.kind === 'unknown-name') return null;
  const params = { ...fault.params, position: (fault.position?.from ?? 0) + 1 };
  return { zh: sentence('zh-CN', fault.key, params), en: sentence('en', fault.key, params) };
}
