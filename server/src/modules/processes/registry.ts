import { z } from 'zod';
import { type Schema, zodOf } from '@aftercare/contract';
import type { ActionEntry } from '@aftercare/contract/processes';
import { type Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { type Action, type ActionContext, type Module, ProcessError } from '../../platform/module/index.ts';
import { Misfit } from './refused.ts';

/** What diagrams may do, by name. */
export function createRegistry() {
  const actions = new Map<string, { action: Action; module: string }>();
  return {
    /** Takes the actions of all modules. @throws Error on a name that is used twice or does not begin with its module */
    use(modules: readonly Module[]): void {
      for (const module of modules) {
        for (const action of (module.actions ?? []) as unknown as readonly Action[]) {
          if (actions.has(action.name)) throw new Error(`Action ${action.name} is defined twice`);
          if (!/^[a-z][a-z-]*\.[a-z][a-z-]*$/.test(action.name)) throw new Error(`Action ${action.name} must be named module.verb`);
          actions.set(action.name, { action, module: module.name });
        }
      }
    },
    get: (name: string): Action | undefined => actions.get(name)?.action,
    names: (): string[] => [...actions.keys()],
    /** Those rules may call. */
    alone: (): ActionEntry[] => entriesOf([...actions.values()].filter(({ action }) => action.alone)),
    entries: (): ActionEntry[] => entriesOf([...actions.values()]),
    /**
     * Runs an action as a part of its own: when it fails, what it wrote and told is undone and the transaction lives on.
     * @throws what the action threw; Error naming the field when the input does not fit
     */
    async run(tx: Tx, name: string, input: unknown, context: ActionContext): Promise<unknown> {
      const action = actions.get(name)?.action;
      if (!action) throw new Error(`There is no action ${name}`);
      const parsed = zodOf(action.input).safeParse(input);
      if (!parsed.success) throw new Misfit(`${name}: ${parsed.error.issues.map((i) => `${i.path.join('.') || 'input'}: ${i.message}`).join('; ')}`);
      try {
        return (await tx.nested(() => action.run(parsed.data, context))) ?? {};
      } catch (error) {
        throw error instanceof Refusal && !(error instanceof ProcessError) ? new ProcessError(error.detail.key ?? error.code, { refused: error.code, ...error.detail.params }, { cause: error }) : error;
      }
    },
  };
}
export type Registry = ReturnType<typeof createRegistry>;

const entriesOf = (list: readonly { action: Action; module: string }[]): ActionEntry[] => list.map(({ action, module }) => ({ name: action.name, title: action.title, module, input: schemaOf(action.input, 'input'), output: action.output ? schemaOf(action.output, 'output') : null })).toSorted((a, b) => a.name.localeCompare(b.name));

function schemaOf(schema: Schema, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...json } = z.toJSONSchema(zodOf(schema), { io, unrepresentable: 'any' });
  return json;
}
