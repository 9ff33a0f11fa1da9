import { Refusal } from '../../platform/http/index.ts';
import { ProcessError } from '../../platform/module/index.ts';
import type { Node } from './model/model.ts';

/** What a diagram hands to an action does not fit the action. */
export class Misfit extends Error {}

/**
 * What a person is told whose step set off an automatic one that was refused and that the diagram does not catch. Null for faults
 * that time may heal: those hold the automatic step, and it is tried again.
 */
export function refusalOf(node: Node, error: unknown): Refusal | null {
  const cause = error instanceof ProcessError && error.cause instanceof Refusal ? error.cause : error;
  if (cause instanceof Refusal) {
    // Their own step is there and theirs to do, whatever the action did not find or was not allowed.
    const code = cause.code === 'not-found' || cause.code === 'not-allowed' ? 'conflict' : cause.code;
    return new Refusal(code, cause.detail.key || cause.detail.fields ? cause.detail : saying(node, cause.code));
  }
  return error instanceof ProcessError || error instanceof Misfit ? new Refusal('conflict', saying(node, error.message)) : null;
}
const saying = (node: Node, reason: string) => ({ key: 'processes.step-refused', params: { ...node.title, reason } });
