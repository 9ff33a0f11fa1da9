import { IconButton } from '@aftercare/ui';
import { ChartColumn, Table2 } from 'lucide-react';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface Figure { readonly name: string; readonly value: string; readonly unit?: string; readonly tone?: 'late' | 'due' | undefined }
export interface TableData { readonly head: readonly string[]; readonly rows: readonly (readonly (string | number)[])[] }
interface Props {
  /** What is to be seen, as a sentence. */
  readonly finding: string;
  /** What the panel is about, small above the finding. */
  readonly about: string;
  /** Up to three; the first is the largest. */
  readonly figures: readonly Figure[];
  readonly table: TableData;
  readonly area: string;
  readonly children: ReactNode;
}

/** One panel: the finding, three numbers, one trend; the numbers behind it are one press away. */
export function Panel({ finding, about, figures, table, area, children }: Props) {
  const { t } = useTranslation('wallboard');
  const [asTable, setAsTable] = useState(false);
  const id = useId();
  return (
    <section className="wb-panel" style={{ gridArea: area }} aria-labelledby={id}>
      <header className="wb-panel__head">
        <div className="ac-grow"><p className="wb-panel__about">{about}</p><h2 id={id} className="wb-panel__title">{finding}</h2></div>
        <IconButton className="wb-quiet" label={asTable ? t('asChart', { what: about }) : t('asTable', { what: about })} aria-pressed={asTable} icon={asTable ? <ChartColumn size={18} /> : <Table2 size={18} />} onClick={() => setAsTable(!asTable)} />
      </header>
      <dl className="wb-figures">
        {figures.map((figure, at) => (
          <div key={figure.name} className="wb-figure" data-first={at === 0 || undefined} data-tone={figure.tone}>
            <dt>{figure.name}</dt>
            <dd>{figure.value}{figure.unit ? <span className="wb-figure__unit">{figure.unit}</span> : null}</dd>
          </div>
        ))}
      </dl>
      {asTable ? (
        <div className="wb-table" tabIndex={0} role="region" aria-label={about}>
          <table>
            <thead><tr>{table.head.map((one, at) => <th key={at} scope="col">{one}</th>)}</tr></thead>
            <tbody>{table.rows.map((row, at) => <tr key={at}>{row.map((cell, column) => (column === 0 ? <th key={column} scope="row">{cell}</th> : <td key={column}>{cell}</td>))}</tr>)}</tbody>
          </table>
        </div>
      ) : children}
    </section>
  );
}
