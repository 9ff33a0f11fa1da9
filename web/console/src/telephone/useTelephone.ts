import { faultSentence, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { CallOutput } from '@aftercare/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../data/useQueries.ts';
import { useRenewal } from '../data/useRenewal.ts';
import { type Line, openLine, ringAloud } from './line.ts';

export type PhoneCall = CallOutput<typeof api.hotline.board>['mine'][number];

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
  const mine = board.data?.mine ?? [];
  const renew = () => client.invalidateQueries({ queryKey: ['telephone'] });
  const letGo = () => { line.current?.close(); line.current = null; setSpeaking(null); setMuted(false); };

  const ringing = mine.some((one) => one.state === 'ringing' && one.offeredTo === me.id);
  useEffect(() => (ringing ? ringAloud() : undefined), [ringing]);
  const stands = mine.some((one) => one.id === speaking && (one.state === 'talking' || one.state === 'held') && one.agent?.id === me.id);
  // The caller hung up, or the call went to somebody else.
  useEffect(() => { if (speaking !== null && !busy && board.isSuccess && !stands) letGo(); }, [speaking, busy, board.isSuccess, stands]);
  useEffect(() => () => line.current?.close(), []);

  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    try {
      await work();
      return true;
    } catch (error) {
      toasts.show({ text: error instanceof DOMException ? t('noMicrophone') : faultSentence(error), kind: 'fault' });
      return false;
    } finally {
      await renew();
      setBusy(false);
    }
  };
  return {
    me, mine, speaking, muted, busy,
    answer: (id: number) => attempt(async () => {
      letGo();
      line.current = await openLine(async (sdp) => (await call(api.hotline.answer, { params: { id }, body: { sdp } })).sdp, letGo);
      setSpeaking(id);
    }),
    act: (id: number, act: 'decline' | 'hold' | 'resume' | 'hangup') => attempt(() => call(api.hotline.act, { params: { id }, body: { act } })),
    keys: (id: number, keys: string) => attempt(() => call(api.hotline.act, { params: { id }, body: { act: 'keys', keys } })),
    transfer: (id: number, to: { agentId?: number; number?: string }) => attempt(() => call(api.hotline.transfer, { params: { id }, body: to })),
    wrapUp: (id: number, body: { disposition: 'solved' | 'follow-up' | 'call-back' | 'wrong-number' | 'no-answer'; note: string }) => attempt(() => call(api.hotline.wrapUp, { params: { id }, body })),
    mute: (next: boolean) => { line.current?.mute(next); setMuted(next); },
  };
}
export type Telephone = ReturnType<typeof useTelephone>;
