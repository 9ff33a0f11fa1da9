import type { DefinitionKind, Problem } from '@aftercare/contract/processes';
import { lintDecisions, readDecisions } from '../../platform/feel/index.ts';
import { say } from '../../platform/i18n/index.ts';
import { lintDiagram } from './lint-diagram.ts';
import { compileDiagram } from './model/compile.ts';
import { readDiagram } from './model/read.ts';
import { type LintSurroundings, lintModel } from './lint-model.ts';

/** Faults and hints of a file, in both languages; faults keep it from going live. */
export async function lintXml(xml: string, kind: DefinitionKind, surroundings: LintSurroundings): Promise<Problem[]> {
  return kind === 'bpmn' ? lintBpmn(xml, surroundings) : lintDmn(xml);
}

const problem = (severity: Problem['severity'], rule: string, zh: string, en: string, elementId: string | null = null): Problem => ({ severity, elementId, rule, message: { zh, en } });

async function lintBpmn(xml: string, surroundings: LintSurroundings): Promise<Problem[]> {
  try {
    const diagram = await readDiagram(xml);
    const { model, refused } = compileDiagram(diagram);
    const found = [
      ...diagram.warnings.map((w) => problem('error', 'unreadable', `文件里有看不懂的内容：${w}`, `the file holds what cannot be read: ${w}`)),
      ...refused.map((r) => problem('error', r.rule, r.zh, r.en, r.elementId)),
      ...(await lintDiagram(diagram)), ...(await lintModel(model, surroundings, refused.length === 0)),
    ];
    return found.toSorted((a, b) => a.severity.localeCompare(b.severity));
  } catch (error) {
    return [problem('error', 'unreadable', `打不开这张图：${(error as Error).message}`, `this diagram cannot be opened: ${(error as Error).message}`)];
  }
}

async function lintDmn(xml: string): Promise<Problem[]> {
  try {
    const sources = await readDecisions(xml);
    return lintDecisions(sources).map((p) => problem(p.kind === 'gap' || p.kind === 'never-reached' ? 'warning' : 'error', p.kind, say('zh-CN', p.key, { ...p.params, ...p.place }), say('en', p.key, { ...p.params, ...p.place }), p.place?.decision ?? null));
  } catch (error) {
    return [problem('error', 'unreadable', `打不开这张表：${(error as Error).message}`, `this table cannot be opened: ${(error as Error).message}`)];
  }
}
