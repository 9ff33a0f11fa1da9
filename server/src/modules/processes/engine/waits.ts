import type { Node } from '../model/model.ts';
import type { Variables } from '../types.ts';
import { arm } from './arming.ts';
import { interruptScope, openEventSub } from './scopes.ts';
import { type Token, type Wait, scopeById } from './state.ts';
import { feelOf } from './values.ts';
import type { Walk } from './walk.ts';

/** What happened from outside, or by time. @returns false when the wait is gone */
export async function fire(walk: Walk, waitId: number, payload: Variables): Promise<boolean> {
  const wait = walk.state.waits.find((w) => w.id === waitId);
  if (!wait) return false;
  const node = walk.node({ scope: wait.scope, at: wait.node });
  const token = walk.token(wait.token);
  if (wait.kind === 'retry' && token) {
    drop(walk, wait);
    walk.wake(token);
    return true;
  }
  if (node.kind === 'start') return startByEvent(walk, wait, node, payload);
  if (!token) return false;
  if (node.kind === 'boundary') return atBoundary(walk, wait, node, token, payload);
  const gateway = walk.node(token);
  if (gateway.kind === 'event-gateway') {
    const flow = gateway.outgoing.find((id) => walk.model(token.scope).flows.get(id)?.to === node.id);
    walk.take(token, 'completed');
    const caught = walk.put(node.id, token.scope, flow ?? null);
    keep(walk, token.scope, node, payload);
    caught.leaving = true;
    return true;
  }
  keep(walk, token.scope, node, payload);
  walk.done(token);
  return true;
}

function drop(walk: Walk, wait: Wait): void {
  walk.state.waits = walk.state.waits.filter((w) => w !== wait);
}

/** Keeps what came along: under the name the event gives it, or field by field. */
function keep(walk: Walk, scope: number, node: Node, payload: Variables): void {
  const name = 'variable' in node.event ? node.event.variable : null;
  walk.set(scope, name ? { [name]: payload } : payload);
  const own = scopeById(walk.state, scope).vars;
  if (own && Object.hasOwn(own, 'output') && Object.hasOwn(own, 'loopCounter')) own['output'] = payload;
}

/** Non-interrupting timers of a cycle wait again; other timers only once. */
async function again(walk: Walk, wait: Wait): Promise<void> {
  drop(walk, wait);
  if (wait.kind === 'message' || wait.kind === 'signal' || wait.kind === 'condition') {
    walk.state.waits.push({ ...wait, ...(wait.kind === 'condition' ? { held: true } : {}) });
    return;
  }
  if (wait.kind !== 'timer' || !wait.every || wait.left === undefined || wait.left === 1) return;
  const due = await walk.port.due(wait.every, new Date(wait.due ?? walk.port.now));
  arm(walk, { kind: 'timer', node: wait.node, scope: wait.scope, token: wait.token, due: due.toISOString(), every: wait.every, left: wait.left < 0 ? -1 : wait.left - 1 });
}

async function atBoundary(walk: Walk, wait: Wait, node: Node, token: Token, payload: Variables): Promise<boolean> {
  if (node.interrupting) walk.take(token, 'cancelled');
  else await again(walk, wait);
  walk.put(node.id, token.scope, null);
  keep(walk, token.scope, node, payload);
  return true;
}

async function startByEvent(walk: Walk, wait: Wait, node: Node, payload: Variables): Promise<boolean> {
  const scope = scopeById(walk.state, wait.scope);
  if (node.interrupting) interruptScope(walk, scope, 'cancelled');
  else await again(walk, wait);
  keep(walk, scope.id, node, payload);
  await openEventSub(walk, scope, node.scope);
  return true;
}

/** Fires conditions that became true since they were looked at. @returns whether one did */
export async function lookAtConditions(walk: Walk): Promise<boolean> {
  walk.touched = false;
  for (const wait of walk.state.waits.filter((w) => w.kind === 'condition')) {
    const holds = walk.port.holds(feelOf(wait.name ?? ''), walk.seen(wait.scope), wait.node);
    const before = wait.held;
    wait.held = holds;
    if (holds && !before) {
      await fire(walk, wait.id, {});
      walk.touched = true;
      return true;
    }
  }
  return false;
}
