import type { Actor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Processes } from '../processes/index.ts';

/**
 * What people do on the repair's or return's own screen goes through the diagram where it waits for just that: the step is completed with
 * what they entered and its service task records it. Without such a step it is recorded at once. One way or the other, never both.
 */
export function createBridge(processes: Pick<Processes, 'tasksOf' | 'completeTask'>) {
  return async (tx: Tx, ticketId: number, elements: readonly string[], output: Record<string, unknown>, actor: Actor, direct: () => Promise<unknown>): Promise<void> => {
    const task = (await processes.tasksOf(tx, { stream: `ticket:${ticketId}` })).find((t) => elements.includes(String(t.elementId)));
    if (task) await processes.completeTask(tx, task.id, { output, actor });
    else await direct();
  };
}
export type Bridge = ReturnType<typeof createBridge>;
