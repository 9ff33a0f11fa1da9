import { api } from '@aftercare/contract';
import { Button, Dialog, FileDrop, Notice, faultSentence, useApi, useToasts } from '@aftercare/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportReport } from './data.ts';

interface Props { readonly what: 'models' | 'units' | 'orders'; readonly open: boolean; readonly onClose: () => void }

/** A table in: first tried without writing, then brought in; what failed comes back to be mended. */
export function ImportDialog({ what, open, onClose }: Props) {
  const { t } = useTranslation('products');
  const { call } = useApi();
  const toasts = useToasts();
  const client = useQueryClient();
  const [file, setFile] = useState<{ name: string; csv: string } | null>(null);
  const [report, setReport] = useState<ImportReport | null>(null);
  const send = useMutation({
    mutationFn: ({ csv, dryRun }: { csv: string; dryRun: boolean }) => (what === 'models' ? call(api.products.importModels, { body: { csv, dryRun } }) : what === 'units' ? call(api.products.importUnits, { body: { csv, dryRun } }) : call(api.orders.importCsv, { params: { shop: 'csv' }, body: { csv, dryRun } })),
    onSuccess: (answer) => { setReport(answer); if (!answer.dryRun) { toasts.show({ text: t('import.done', { count: answer.created + answer.changed }) }); void client.invalidateQueries(); } },
  });
  const close = () => { setFile(null); setReport(null); send.reset(); onClose(); };
  const take = async (chosen: Iterable<File>) => { for (const one of chosen) { const csv = await one.text(); setFile({ name: one.name, csv }); setReport(null); send.mutate({ csv, dryRun: true }); return; } };
  const ready = report?.dryRun === true && report.created + report.changed > 0;
  return (
    <Dialog
      open={open} onClose={close} title={t(`import.${what}`)} size="wide"
      foot={<><Button kind="quiet" onClick={close}>{t('close')}</Button>{ready && file ? <Button kind="primary" busy={send.isPending} onClick={() => send.mutate({ csv: file.csv, dryRun: false })}>{t('import.bring', { count: report.created + report.changed })}</Button> : null}</>}
    >
      <div className="ac-stack">
        <p className="ac-soft">{t(`import.about.${what}`)}</p>
        <FileDrop label={file ? file.name : t('import.choose')} accept=".csv,text/csv" onFiles={(files) => void take(files)} />
        {send.isError ? <Notice tone="late" role="alert">{faultSentence(send.error)}</Notice> : null}
        {report ? (
          <div className="ac-stack" role="status">
            <p><strong>{report.dryRun ? t('import.would') : t('import.did')}</strong> {t('import.counts', { created: report.created, changed: report.changed, unchanged: report.unchanged, failed: report.failed })}</p>
            {report.errors.length > 0 ? (
              <>
                <div className="pd-scroll"><table className="cs-table pd-table"><thead><tr><th>{t('import.line')}</th><th>{t('import.column')}</th><th>{t('import.value')}</th><th>{t('import.reason')}</th></tr></thead>
                  <tbody>{report.errors.slice(0, 20).map((e) => <tr key={`${e.line} ${e.column}`}><td>{e.line}</td><td>{e.column}</td><td className="ac-clip">{e.value || '–'}</td><td>{e.message}</td></tr>)}</tbody></table></div>
                <a className="ac-small" download={`errors-${file?.name ?? 'table.csv'}`} href={`data:text/csv;charset=utf-8,${encodeURIComponent(report.errorFile)}`}>{t('import.errorFile')}</a>
              </>
            ) : null}
          </div>
        ) : null}
      </div>
    </Dialog>
  );
}
