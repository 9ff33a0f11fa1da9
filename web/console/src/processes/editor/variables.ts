import { elementsOf } from '../view/names.ts';
import { type Bo, extension, readStep } from './step.ts';

/** A name an expression may use, with where it comes from. */
export interface Known { readonly name: string; readonly detail?: string }

/** What every process of a ticket begins with. */
const given = ['ticketId', 'subject', 'type', 'priority', 'channel', 'language', 'customerId', 'customerName', 'tier', 'product', 'serial', 'owner', 'team', 'fields', 'url', 'company', 'again', 'reopened'];

/** The variables a drawing speaks of: given at the start, filled into forms, handed back by actions, decisions and messages. By first appearance. */
export function knownVariables(definitions: unknown): Known[] {
  const found = new Map<string, string | undefined>(given.map((name) => [name, undefined]));
  const add = (name: unknown, from: string | undefined) => { if (typeof name === 'string' && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) && !found.has(name)) found.set(name, from); };
  for (const element of elementsOf(definitions)) {
    const bo = element as unknown as Bo;
    const from = element.name ?? element.id;
    if (element.extensionElements) {
      const { form, action, decision } = readStep(bo);
      for (const field of form) add(field.key, from);
      for (const output of action?.outputs ?? []) add(output.name, from);
      add(decision?.result, from);
      if (extension(bo, 'aftercare:Checklist')) add('checklist', from);
    }
    add(bo['variable'], from);
    add(bo['item'], from);
  }
  return [...found].map(([name, detail]) => ({ name, ...(detail ? { detail } : {}) }));
}
