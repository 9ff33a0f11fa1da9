import { createRequire } from 'node:module';
import type { Problem } from '@aftercare/contract/processes';
import { type Element, type ReadDiagram, children } from './model/read.ts';

interface Report { readonly id?: string; readonly message: string; readonly category?: string }
interface LinterLike { lint(root: unknown): Promise<Record<string, Report[]>> }
const load = createRequire(import.meta.url);
const { Linter } = load('bpmnlint') as { Linter: new (options: { config: { rules: Record<string, string> }; resolver: { resolveRule(pkg: string, name: string): unknown; resolveConfig(): never } }) => LinterLike };

/** The library's rules that we hold to, with what they say in Chinese. Others contradict what the engine can do (inclusive gateways), or are said better by our own. */
const rules: Readonly<Record<string, { level: 'error' | 'warn'; zh: string }>> = {
  'conditional-flows': { level: 'error', zh: '分支的连线缺少条件' },
  'end-event-required': { level: 'error', zh: '缺少结束事件' },
  'event-based-gateway': { level: 'error', zh: '事件网关后面要接两个以上的等待事件' },
  'event-sub-process-typed-start-event': { level: 'error', zh: '事件子流程要由事件开始' },
  'fake-join': { level: 'warn', zh: '几条连线直接汇入同一步，看起来像等齐，其实每来一条就执行一次' },
  'global': { level: 'warn', zh: '消息、信号或错误没有被用到，或者重名' },
  'label-required': { level: 'error', zh: '缺少名称' },
  'link-event': { level: 'error', zh: '链接事件没有成对' },
  'no-complex-gateway': { level: 'error', zh: '不支持复杂网关' },
  'no-disconnected': { level: 'error', zh: '没有连到流程上' },
  'no-duplicate-sequence-flows': { level: 'error', zh: '两步之间有重复的连线' },
  'no-gateway-join-fork': { level: 'warn', zh: '同一个网关又汇合又分叉，请拆成两个' },
  'no-implicit-end': { level: 'error', zh: '流程走到这里断了：没有后续，也不是结束事件' },
  'no-implicit-split': { level: 'warn', zh: '没有网关就分叉' },
  'no-implicit-start': { level: 'error', zh: '没有任何一步通到这里' },
  'single-blank-start-event': { level: 'error', zh: '只能有一个空的开始事件' },
  'single-event-definition': { level: 'error', zh: '一个事件只能等一件事' },
  'start-event-required': { level: 'error', zh: '缺少开始事件' },
  'sub-process-blank-start-event': { level: 'error', zh: '子流程要以空开始事件开始' },
  'superfluous-gateway': { level: 'warn', zh: '多余的网关' },
  'superfluous-termination': { level: 'warn', zh: '多余的终止' },
};

/** The library asks the steps for their flows; files may tell it of the flows alone. */
function connect(diagram: ReadDiagram): void {
  for (const flow of Object.values(diagram.byId)) {
    if (flow.$type !== 'bpmn:SequenceFlow') continue;
    for (const [end, side] of [['sourceRef', 'outgoing'], ['targetRef', 'incoming']] as const) {
      const node = flow[end] as (Element & Record<string, unknown>) | undefined;
      if (node && !children(node, side).includes(flow)) (node as Record<string, unknown>)[side] = [...children(node, side), flow];
    }
  }
}

/** The drawing itself: bpmnlint. */
export async function lintDiagram(diagram: ReadDiagram): Promise<Problem[]> {
  connect(diagram);
  const linter = new Linter({
    config: { rules: Object.fromEntries(Object.entries(rules).map(([name, { level }]) => [name, level])) },
    resolver: { resolveRule: (_pkg, name) => load(`bpmnlint/rules/${name}`), resolveConfig: () => { throw new Error('no configurations'); } },
  });
  const reports = await linter.lint(diagram.root);
  return Object.entries(reports).flatMap(([rule, list]) => list.map((r): Problem => {
    const name = r.id ? diagram.byId[r.id]?.name : undefined;
    return {
      severity: r.category === 'warn' ? 'warning' : 'error', elementId: r.id ?? null, rule,
      message: { zh: `${name ? `「${name}」：` : ''}${rules[rule]?.zh ?? r.message}`, en: `${name ? `“${name}”: ` : ''}${r.message}` },
    };
  }));
}
