import { TicketStatus } from '@aftercare/contract/tickets';
import { describe, expect, it } from 'vitest';
import { isFinished, mayGo, nextStates } from './states.ts';

describe('ticket states', () => {
  it('never goes back to new', () => {
    for (const from of TicketStatus.options) expect(nextStates(from)).not.toContain('new');
  });
  it('lets every state be left', () => {
    for (const from of TicketStatus.options) expect(nextStates(from).length).toBeGreaterThan(0);
  });
  it('opens a closed ticket before anything else', () => {
    expect(mayGo('closed', 'open')).toBe(true);
    expect(mayGo('closed', 'pending')).toBe(false);
    expect(mayGo('closed', 'solved')).toBe(false);
  });
  it('counts solved and closed as finished', () => {
    expect(TicketStatus.options.filter(isFinished)).toEqual(['solved', 'closed']);
  });
});
