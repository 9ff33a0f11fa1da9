import { api } from '@aftercare/contract';
import type { ImportKind } from '@aftercare/contract/imports';
import { maxImportBytes } from '@aftercare/contract/imports';
import { FileDrop, Notice, Radio, faultSentence, fileSize, named, sendBytes, useApi } from '@aftercare/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Group } from '../frame/FormPage.tsx';

/** What is brought in, and the file. */
export function ImportBegin({ kinds }: { readonly kinds: readonly ImportKind[] }) {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState(kinds[0]?.kind ?? '');
  const [share, setShare] = useState(0);
  const kind = kinds.find((k) => k.kind === chosen);
  const send = useMutation({
    mutationFn: async (file: File) => {
      setShare(0);
      const { id } = await sendBytes<{ id: number }>({ url: `/api/v1/imports/files?${new URLSearchParams({ name: file.name })}`, file, language: i18n.language, onProgress: setShare });
      return call(api.imports.create, { body: { kind: chosen, fileId: id } });
    },
    onSuccess: (run) => { client.setQueryData(['import', run.id], run); void client.invalidateQueries({ queryKey: ['imports'] }); void navigate({ to: '/settings/$', params: { _splat: `imports/${run.id}` } }); },
  });
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(share);
  return (
    <div className="st-page">
      <header className="st-page__head"><div className="ac-grow"><h1 className="ac-page__title">{t('imports.add')}</h1><p className="ac-page__intro">{t('imports.beginIntro')}</p></div></header>
      {kinds.length === 0 ? <Notice>{t('imports.noKinds')}</Notice> : (
        <>
          <Group title={t('imports.what')}>
            <div className="ac-stack" role="radiogroup" aria-label={t('imports.what')}>{kinds.map((k) => <Radio key={k.kind} name="kind" label={named(k.name, i18n.language)} hint={named(k.about, i18n.language)} checked={k.kind === chosen} onChange={() => setChosen(k.kind)} />)}</div>
          </Group>
          <Group title={t('imports.file')}>
            {send.isPending ? (
              <div className="ac-stack" role="status"><span>{share < 1 ? t('imports.sending', { percent }) : t('imports.looking')}</span><progress className="im-bar" {...(share < 1 ? { value: share, max: 1 } : {})} aria-label={t('imports.sending', { percent })} /></div>
            ) : <FileDrop label={t('imports.choose')} hint={t(kind && kind.fields.length > 0 ? 'imports.accepts' : 'imports.acceptsWhole', { kinds: kind?.accept.join(' · ') ?? '', size: fileSize(maxImportBytes, i18n.language) })} accept={kind?.accept.join(',') ?? ''} onFiles={(files) => { const [file] = files; if (file) send.mutate(file); }} />}
            {send.isError ? <Notice tone="late" role="alert">{faultSentence(send.error)}</Notice> : null}
          </Group>
        </>
      )}
    </div>
  );
}
