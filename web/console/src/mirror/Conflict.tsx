import { api } from '@aftercare/contract';
import type { MirrorConflict } from '@aftercare/contract/mirror';
import { Button, faultSentence, useApi, useToasts } from '@aftercare/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import './mirror.css';

/** What here and there differ in, and whose word is to count. */
export function Conflict({ conflict, desk, keys }: { readonly conflict: MirrorConflict; readonly desk: string; readonly keys: readonly (readonly unknown[])[] }) {
  const { t } = useTranslation(['mirror', 'ui']);
  const { call } = useApi();
  const client = useQueryClient();
  const toasts = useToasts();
  const choose = useMutation({
    mutationFn: (side: 'here' | 'there') => call(api.mirror.resolve, { params: { id: conflict.id }, body: { choose: side } }),
    onSuccess: () => toasts.show({ text: t('decided'), seconds: 4 }), onError: (error) => toasts.show({ kind: 'fault', text: faultSentence(error) }),
    onSettled: () => Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
  const said = (value: string) => (conflict.field === 'status' ? t(`ui:status.${value}`) : value || t('nobody'));
  return (
    <div className="mi-conflict">
      <p className="mi-conflict__what"><TriangleAlert size={16} aria-hidden="true" /><span>{t(`field.${conflict.field}`)} · {t(`reason.${conflict.reason}`, { here: said(conflict.here), there: said(conflict.there), desk })}</span></p>
      <dl className="mi-conflict__sides"><div><dt>{t('here')}</dt><dd>{said(conflict.here)}</dd></div><div><dt>{desk}</dt><dd>{said(conflict.there)}</dd></div></dl>
      <div className="ac-row">
        {conflict.reason === 'nobody-there' ? null : <Button size="small" busy={choose.isPending && choose.variables === 'here'} onClick={() => choose.mutate('here')}>{t('takeHere')}</Button>}
        {conflict.reason === 'nobody-here' ? null : <Button size="small" busy={choose.isPending && choose.variables === 'there'} onClick={() => choose.mutate('there')}>{t('takeThere', { desk })}</Button>}
      </div>
    </div>
  );
}
