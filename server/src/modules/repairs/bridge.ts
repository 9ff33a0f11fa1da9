import type { Actor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Processes } from '../processes/index.ts';

/**
 * What people do on the repair's or return's own screen: recorded at once, so that a refusal reaches them; then the diagram's step that waits
 * for just that is completed with what they entered. Its service task finds the record made and goes on.
 */
export function createBridge(processes: Pick<Processes, 'tasksOf' | 'completeTask'>) {
  return async (tx: Tx, ticketId: number, elements: readonly string[], output: Record<string, unknown>, actor: Actor, record: () => Promise<unknown>): Promise<void> => {
    await record();
    const task = (await processes.tasksOf(tx, { stream: `ticket:${ticketId}` })).find((t) => elements.includes(String(t.elementId)));
    if (task) await processes.completeTask(tx, task.id, { output, actor });
  };
}
export type Bridge = ReturnType<typeof createBridge>;
