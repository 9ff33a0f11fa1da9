import { api } from '@aftercare/contract';
import { type FileInfo, maxFileBytes } from '@aftercare/contract/files';
import { faultSentence, sendBytes, useApi, useToasts, useUploads } from '@aftercare/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

/** What people do with a unit; lists and pages that show it are renewed. */
export function useUnitActions(unitId: number) {
  const { call } = useApi();
  const client = useQueryClient();
  const toasts = useToasts();
  const renew = () => Promise.all([['unit', unitId], ['units'], ['proofs']].map((queryKey) => client.invalidateQueries({ queryKey })));
  const onError = (error: unknown) => { toasts.show({ kind: 'fault', text: faultSentence(error) }); };
  type ProofBody = { kind: 'invoice' | 'receipt' | 'photo'; purchasedOn: string; seller: string; number: string; files: number[] };
  type ExclusionBody = { kind: 'human-damage' | 'disaster' | 'unauthorised-repair' | 'consumable' | 'other'; description: string; files: number[] };
  return {
    prove: useMutation({ mutationFn: (body: ProofBody) => call(api.products.addProof, { params: { id: unitId }, body }), onSuccess: renew }),
    exclude: useMutation({ mutationFn: (body: ExclusionBody) => call(api.products.exclude, { params: { id: unitId }, body }), onSuccess: renew }),
    withdraw: useMutation({ mutationFn: ({ id, reason }: { id: number; reason: string }) => call(api.products.withdrawExclusion, { params: { id }, body: { reason } }), onSuccess: renew, onError }),
    decide: useMutation({ mutationFn: ({ id, ...body }: { id: number; accept: boolean; reason: string; purchasedOn?: string }) => call(api.products.decideProof, { params: { id }, body }), onSuccess: renew, onError }),
  };
}

/** Files one brings as evidence, sent as they are chosen. */
export function useEvidence() {
  const { i18n } = useTranslation();
  return useUploads<FileInfo>({ maxBytes: maxFileBytes, send: (file, onProgress) => sendBytes<FileInfo>({ url: `/api/v1/files?name=${encodeURIComponent(file.name)}`, file, language: i18n.language, onProgress }) });
}
