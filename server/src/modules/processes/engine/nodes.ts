import { ProcessError } from '../../../platform/module/index.ts';
import type { Node } from '../model/model.ts';
import { raiseError, raiseEscalation } from './faults.ts';
import { joinParallel } from './joins.ts';
import { openCall, openLoop, openSub, terminate } from './scopes.ts';
import type { Token } from './state.ts';
import { mapped, valueOf } from './values.ts';
import { arm, armBoundaries, armEvent } from './arming.ts';
import type { Walk } from './walk.ts';

/** What happens when a token comes to an element. */
export async function enterNode(walk: Walk, token: Token, node: Node): Promise<void> {
  if (node.loop && !token.inner) return openLoop(walk, token, node);
  switch (node.kind) {
    case 'start': case 'boundary':
      return walk.leave(token);
    case 'user': case 'manual': case 'plain':
      arm(walk, { kind: 'task', node: node.id, scope: token.scope, token: token.id });
      return watch(walk, token, node);
    case 'receive': case 'catch':
      if (node.event.kind === 'link') return walk.leave(token);
      await armEvent(walk, node, { scope: token.scope, token: token.id });
      return watch(walk, token, node);
    case 'service': case 'send':
      return serve(walk, token, node);
    case 'rule':
      return decide(walk, token, node);
    case 'sub':
      await openSub(walk, token, node);
      return;
    case 'call':
      await openCall(walk, token, node);
      return;
    case 'exclusive': {
      const model = walk.model(token.scope);
      const first = node.outgoing.find((id) => id !== node.otherwise && walk.holds(id, model, token.scope)) ?? node.otherwise;
      if (!first && node.outgoing.length > 0) throw new Error(`No way out of “${node.title.en}”: no condition holds and no flow is the default`);
      return walk.leave(token, first ? [first] : []);
    }
    case 'parallel':
      if (joinParallel(walk, token, node)) walk.leave(token, node.outgoing);
      return;
    case 'inclusive':
      if (node.incoming.length > 1) token.held = 'join';
      else walk.leave(token);
      return;
    case 'event-gateway':
      token.held = 'wait';
      for (const id of node.outgoing) {
        const target = walk.model(token.scope).flows.get(id)?.to;
        if (target) await armEvent(walk, walk.node({ scope: token.scope, at: target }), { scope: token.scope, token: token.id });
      }
      return;
    case 'throw':
      return tell(walk, token, node);
    case 'end':
      return end(walk, token, node);
  }
}

async function watch(walk: Walk, token: Token, node: Node): Promise<void> {
  token.held = 'wait';
  await armBoundaries(walk, token, node);
}

async function serve(walk: Walk, token: Token, node: Node): Promise<void> {
  const seen = walk.seen(token.scope);
  if (node.action) {
    const input = mapped(node.action.inputs, seen, walk.port);
    const result = await walk.port.act({ node, name: node.action.name, input, visit: token.visit, variables: seen });
    const outputs = Object.fromEntries(node.action.outputs.map((o) => [o.name, valueOf(o.value, { ...seen, result }, walk.port)]));
    walk.set(token.scope, outputs);
  } else if (node.event.kind === 'message') walk.port.tell('message', node.event.name, mapped(node.inputs, seen, walk.port));
  delete token.attempts;
  walk.leave(token);
}

async function decide(walk: Walk, token: Token, node: Node): Promise<void> {
  const { decision } = node;
  if (decision) {
    const seen = walk.seen(token.scope);
    const input = decision.inputs.length > 0 ? { ...seen, ...mapped(decision.inputs, seen, walk.port) } : seen;
    const result = await walk.port.decide({ node, ref: decision.ref, input });
    if (decision.result) walk.set(token.scope, { [decision.result]: result });
    else if (typeof result === 'object' && result !== null && !Array.isArray(result)) walk.set(token.scope, result as Record<string, unknown>);
  }
  walk.leave(token);
}

/** Throwing events in the middle of a flow. */
async function tell(walk: Walk, token: Token, node: Node): Promise<void> {
  const { event } = node;
  const payload = mapped(node.inputs, walk.seen(token.scope), walk.port);
  if (event.kind === 'message' || event.kind === 'signal') walk.port.tell(event.kind, event.name, payload);
  if (event.kind === 'link') {
    const target = [...walk.model(token.scope).nodes.values()].find((n) => n.kind === 'catch' && n.event.kind === 'link' && n.event.name === event.name && n.scope === node.scope);
    if (!target) throw new Error(`The link “${event.name}” leads nowhere`);
    walk.put(target.id, token.scope, null);
  }
  if (event.kind === 'escalation') await raiseEscalation(walk, token.scope, token, event.code ?? '', payload);
  if (walk.state.tokens.includes(token)) walk.leave(token);
}

async function end(walk: Walk, token: Token, node: Node): Promise<void> {
  const { event } = node;
  walk.state.ends.push(node.id);
  const payload = mapped(node.inputs, walk.seen(token.scope), walk.port);
  if (event.kind === 'message' || event.kind === 'signal') walk.port.tell(event.kind, event.name, payload);
  if (event.kind === 'terminate') return terminate(walk, token);
  if (event.kind === 'escalation') {
    await raiseEscalation(walk, token.scope, token, event.code ?? '', payload);
    if (!walk.state.tokens.includes(token)) return;
  }
  if (event.kind === 'error') {
    const code = event.code ?? '';
    walk.take(token, 'completed');
    if (await raiseError(walk, token.scope, null, code, payload)) return;
    Object.assign(walk.state, { outcome: 'failed', reason: new ProcessError(code).message });
    return;
  }
  walk.leave(token, []);
}
