import type { Names } from '@aftercare/contract/basics';
import { named } from '@aftercare/ui';
import { useTranslation } from 'react-i18next';
import './kinds.css';

export interface KindCount { readonly key: string; readonly name: Names; readonly done: number; readonly total?: number | null; readonly failed?: number }

/** What there is of each kind in a file that holds many, folded away until somebody wants to know. */
export function KindCounts({ kinds, open = false }: { readonly kinds: readonly KindCount[]; readonly open?: boolean }) {
  const { t, i18n } = useTranslation('settings');
  const number = new Intl.NumberFormat(i18n.language);
  const shown = kinds.filter((k) => k.done > 0 || (k.total ?? 0) > 0);
  if (shown.length < 2) return null;
  return (
    <details className="kc" open={open}>
      <summary>{t('kinds.title', { count: shown.length })}</summary>
      <dl className="kc__list">
        {shown.map((k) => (
          <div key={k.key}>
            <dt>{named(k.name, i18n.language)}</dt>
            <dd>{k.total !== undefined && k.total !== null && k.done < k.total ? t('kinds.of', { done: number.format(k.done), total: number.format(k.total) }) : number.format(k.done)}{k.failed ? <span className="kc__failed"> {t('kinds.failed', { count: k.failed, n: number.format(k.failed) })}</span> : null}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
