import { ErrorState } from '@aftercare/ui';
import Viewer from 'dmn-js/lib/NavigatedViewer';
import { useTranslation } from 'react-i18next';
import { TableTabs } from './TableTabs.tsx';
import { TryTable } from './TryTable.tsx';
import { useTable } from './useTable.ts';

/** Decision tables to look at, and to ask with an example. */
export function TableView({ xml, label, canTry }: { readonly xml: string; readonly label: string; readonly canTry: boolean }) {
  const { t } = useTranslation('processes');
  const { host, views, open, show, fault } = useTable(Viewer, xml);
  return (
    <div className="pr-tables">
      <TableTabs views={views} open={open} onOpen={show} />
      {fault ? <ErrorState error={fault} safe={t('view.faultSafe')} /> : null}
      <div ref={host} className="pr-table" role="region" aria-label={label} tabIndex={0} />
      {canTry ? <section className="ac-panel pr-tables__try" aria-label={t('tables.try')}><h2 className="ac-section__title">{t('tables.try')}</h2><TryTable read={async () => xml} decision={open?.element.id} host={host} turn={0} /></section> : null}
    </div>
  );
}
