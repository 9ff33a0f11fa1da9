/** Agents of the simulated desks, and what all of them do alike. */
export interface SimulatedUser { id: number; name: string; email: string | null; role: 'admin' | 'agent' | 'end-user'; external_id: string | null; phone: string | null }
export const peopleThere: readonly SimulatedUser[] = [
  { id: 900, name: 'Desk Robot', email: 'robot@norvane.example', role: 'admin', external_id: null, phone: null },
  { id: 901, name: 'Ann Lee', email: 'ann@norvane.example', role: 'agent', external_id: null, phone: null },
  { id: 902, name: '王敏', email: 'min@norvane.example', role: 'agent', external_id: null, phone: null },
  { id: 903, name: 'Only There', email: 'only-there@desk.example', role: 'agent', external_id: null, phone: null },
];
/** Counts calls in windows of a minute and says when it is enough. */
export function allowance(now: () => Date, perMinute: number) {
  let from = 0;
  let used = 0;
  return {
    perMinute,
    /** Seconds to wait; 0 when it may pass. */
    take(): number {
      const at = now().getTime();
      if (at - from >= 60_000) { from = at; used = 0; }
      used += 1;
      return used > this.perMinute ? Math.max(1, Math.ceil((from + 60_000 - at) / 1000)) : 0;
    },
  };
}
