import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import * as store from './store-commands.ts';

/** What a screen asks of the process that holds a call's sound. */
export type Command =
  | { readonly do: 'answer'; readonly agentId: number; readonly agentName: string; readonly sdp: string }
  | { readonly do: 'hold' | 'resume' | 'hangup' | 'decline' | 'join' | 'take-back' | 'pass' | 'leave'; readonly agentId: number; readonly agentName: string }
  /** Somebody was asked in; a number is rung up by us, a colleague answers for themselves. */
  | { readonly do: 'consult'; readonly agentId: number; readonly partyId: number; readonly number: string | null }
  | { readonly do: 'supervise'; readonly agentId: number; readonly agentName: string; readonly mode: 'listen' | 'whisper'; readonly sdp: string }
  | { readonly do: 'supervise-as'; readonly agentId: number; readonly mode: 'listen' | 'whisper' }
  | { readonly do: 'keys'; readonly agentId: number; readonly keys: string }
  | { readonly do: 'transfer'; readonly agentId: number; readonly agentName: string; readonly to: string }
  /** The colleague's telephone rings; the caller hears music until they take it. */
  | { readonly do: 'part'; readonly agentId: number }
  /** For whichever process is free: ring a customer, or play the echo. */
  | { readonly do: 'dial'; readonly agentId: number; readonly callId: number; readonly to: string; readonly sdp: string }
  | { readonly do: 'echo'; readonly agentId: number; readonly sdp: string };
export interface CommandAnswer { readonly sdp?: string; readonly fault?: string }
const asked = 'hotline.command';
const answered = 'hotline.command-answered';
const patienceMs = 8_000;

/** Between screens and the process with the sound, which may be another one on another machine. */
export function createCommands(platform: Pick<Platform, 'db' | 'signals' | 'clock'>) {
  const { db, signals, clock } = platform;
  return {
    /** @param callId null: for whichever process takes it first
     * @throws Refusal `conflict` when no process holds the call, or it says no */
    async ask(callId: number | null, command: Command): Promise<CommandAnswer> {
      const row = await store.insertCommand(db, callId, command, clock.now());
      if (!row) throw new Error('the command was not written');
      let stop = () => {};
      const told = new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => resolve(false), patienceMs);
        const off = signals.on<{ id: number }>(answered, ({ id }) => { if (id === row.id) resolve(true); });
        stop = () => { clearTimeout(timer); off(); };
      });
      signals.send(asked, { id: row.id, callId });
      await told;
      stop();
      const answer = (await store.command(db, row.id))?.answer as CommandAnswer | null | undefined;
      if (!answer) throw new Refusal('conflict', { key: 'hotline.no-voice' });
      if (answer.fault) throw new Refusal('conflict', { key: answer.fault });
      return answer;
    },
    /** For the process with the sound: takes commands for calls it holds. */
    serve: (process: string, holds: (callId: number) => boolean, act: (callId: number | null, command: Command) => Promise<CommandAnswer>) => signals.on<{ id: number; callId: number | null }>(asked, ({ id, callId }) => {
      if (callId !== null && !holds(callId)) return;
      void (async () => {
        if (callId === null && !(await store.takeCommand(db, id, process))) return;
        const row = await store.command(db, id);
        if (!row || row.answer) return;
        const answer = await act(callId, row.body as Command).catch((error: unknown): CommandAnswer => ({ fault: error instanceof Refusal ? 'hotline.taken' : 'hotline.failed' }));
        await store.answerCommand(db, id, answer);
        signals.send(answered, { id });
      })();
    }),
  };
}
export type Commands = ReturnType<typeof createCommands>;
