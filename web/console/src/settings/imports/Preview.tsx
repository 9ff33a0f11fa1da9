import type { ImportKind, ImportRun } from '@aftercare/contract/imports';
import { named } from '@aftercare/ui';
import { useTranslation } from 'react-i18next';

/** The first lines as they would be read: a column for each field that is filled. */
export function Preview({ run, kind, mapping }: { readonly run: ImportRun; readonly kind: ImportKind; readonly mapping: Readonly<Record<string, number>> }) {
  const { t, i18n } = useTranslation('settings');
  const filled = kind.fields.filter((f) => mapping[f.key] !== undefined);
  const rows = Math.max(0, ...run.columns.map((c) => c.samples.length));
  if (filled.length === 0 || rows === 0) return null;
  return (
    <div className="im-scroll" role="region" aria-label={t('imports.preview')} tabIndex={0}>
      <table className="im-table">
        <caption className="im-table__caption">{t('imports.preview')}</caption>
        <thead><tr>{filled.map((f) => <th key={f.key} scope="col">{named(f.name, i18n.language)}</th>)}</tr></thead>
        <tbody translate="no">{Array.from({ length: rows }, (_, row) => <tr key={row}>{filled.map((f) => <td key={f.key} className="im-table__value">{run.columns[mapping[f.key] ?? -1]?.samples[row] || '–'}</td>)}</tr>)}</tbody>
      </table>
    </div>
  );
}
