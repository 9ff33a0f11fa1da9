import { faultSentence, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { CallOutput } from '@aftercare/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../data/useQueries.ts';
import { useRenewal } from '../data/useRenewal.ts';
import { useWishes } from './wishes.ts';
import { type Line, openLine, ringAloud } from './line.ts';

export type PhoneCall = CallOutput<typeof api.hotline.board>['mine'][number];
export type Act = 'decline' | 'hold' | 'resume' | 'hangup' | 'join' | 'take-back' | 'pass' | 'leave';
/** How one stands in a call: it is mine, I am asked in, I am in as a guest, I listen. */
export type Stand = 'mine' | 'rings' | 'asked' | 'guest' | 'supervisor' | 'over';

export function standOf(call: PhoneCall, agentId: number): Stand {
  const party = call.parties.find((one) => one.agentId === agentId);
  if (call.agent?.id === agentId && (call.state === 'ended' || call.state === 'outside')) return 'over';
  if (party?.kind === 'supervisor') return 'supervisor';
  if (party) return party.state === 'in' ? 'guest' : 'asked';
  return call.state === 'ringing' && call.offeredTo === agentId ? 'rings' : 'mine';
}

/** My calls as the server knows them, and the one this window speaks in. */
export function useTelephone() {
  const { call } = useApi();
  const { t } = useTranslation('telephone');
  const client = useQueryClient();
  const toasts = useToasts();
  const me = useMe();
  const [speaking, setSpeaking] = useState<number | null>(null);
  const [muted, setMuted] = useState(false);
  const [busy, setBusy] = useState(false);
  const line = useRef<Line | null>(null);
  useRenewal(`telephone:${me.id}`, [['telephone']], 300);
  const board = useQuery({ queryKey: ['telephone'], queryFn: ({ signal }) => call(api.hotline.board, {}, { signal }), staleTime: 10_000, refetchInterval: speaking === null ? false : 10_000 });
  const rules = useQuery({ queryKey: ['hotline-rules'], queryFn: ({ signal }) => call(api.hotline.rules, {}, { signal }), staleTime: 300_000 });
  const mine = board.data?.mine ?? [];
  const renew = () => client.invalidateQueries({ queryKey: ['telephone'] });
  const letGo = () => { line.current?.close(); line.current = null; setSpeaking(null); setMuted(false); };

  const ringing = mine.some((one) => ['rings', 'asked'].includes(standOf(one, me.id)));
  useEffect(() => (ringing ? ringAloud() : undefined), [ringing]);
  const stands = mine.some((one) => one.id === speaking && ['mine', 'guest', 'supervisor'].includes(standOf(one, me.id)));
  // The caller hung up, or the call went to somebody else.
  useEffect(() => { if (speaking !== null && !busy && board.isSuccess && !stands) letGo(); }, [speaking, busy, board.isSuccess, stands]);
  useEffect(() => () => line.current?.close(), []);

  /** Done, or its fault said; either way the calls are asked for anew. */
  const said = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      toasts.show({ text: error instanceof DOMException ? t('noMicrophone') : faultSentence(error), kind: 'fault' });
      return false;
    } finally { await renew(); }
  };
  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    try { return await said(work); } finally { setBusy(false); }
  };
  /** Opens my line by whatever asks for it; `exchange` gives our offer away and says which call it is now. */
  const speak = (exchange: (sdp: string) => Promise<{ id: number; sdp: string }>, silent = false) => attempt(async () => {
    letGo();
    let id = 0;
    line.current = await openLine(async (sdp) => { const answer = await exchange(sdp); id = answer.id; return answer.sdp; }, letGo);
    line.current.mute(silent);
    setMuted(silent);
    setSpeaking(id);
  });
  const telephone = {
    me, mine, ready: board.data?.ready ?? [], speaking, muted, busy, rules: rules.data,
    answer: (id: number) => speak(async (sdp) => ({ id, ...(await call(api.hotline.answer, { params: { id }, body: { sdp } })) })),
    dial: (to: { number?: string; callId?: number; ticketId?: number }) => speak(async (sdp) => { const made = await call(api.hotline.dial, { body: { ...to, sdp } }); return { id: made.callId, sdp: made.sdp }; }),
    /** Listening begins with the microphone off: nobody whispers by accident. */
    supervise: (id: number, mode: 'listen' | 'whisper') => speak(async (sdp) => ({ id, ...(await call(api.hotline.supervise, { params: { id }, body: { mode, sdp } })) }), mode === 'listen'),
    superviseAs: (id: number, mode: 'listen' | 'whisper') => attempt(async () => {
      await call(api.hotline.superviseAs, { params: { id }, body: { mode } });
      line.current?.mute(mode === 'listen');
      setMuted(mode === 'listen');
    }),
    act: (id: number, act: Act) => attempt(() => call(api.hotline.act, { params: { id }, body: { act } })),
    keys: (id: number, keys: string) => attempt(() => call(api.hotline.act, { params: { id }, body: { act: 'keys', keys } })),
    transfer: (id: number, to: { agentId?: number; number?: string; warm: boolean }) => attempt(() => call(api.hotline.transfer, { params: { id }, body: to })),
    /** A matter of its own: a call that is just being hung up or answered keeps nobody from writing up another. */
    wrapUp: (id: number, body: { disposition: string; note: string }) => said(() => call(api.hotline.wrapUp, { params: { id }, body })),
    mute: (next: boolean) => { line.current?.mute(next); setMuted(next); },
  };
  useWishes((wish) => {
    // One line in one window: a second wish must not cut the first.
    if (speaking !== null) { toasts.show({ text: t('alreadySpeaking') }); return; }
    void (wish.do === 'dial' ? telephone.dial(wish.to) : telephone.supervise(wish.callId, wish.mode));
  });
  return telephone;
}
export type Telephone = ReturnType<typeof useTelephone>;
