import { Skeleton, classes } from '@aftercare/ui';
import type { RowLayout } from './useRowLayout.ts';
import './inbox.css';

const widths = [62, 78, 54, 70, 48, 66, 74, 58, 63, 51, 69, 57, 72, 60];

/** Rows in the shape of ticket rows. */
export function RowSkeletons({ layout }: { readonly layout: RowLayout }) {
  return (
    <div aria-hidden="true">
      {widths.map((width, at) => (
        <div key={at} className={classes('cs-item', `cs-item--${layout}`, 'cs-item--bone')}>
          {layout === 'table' ? <><Skeleton width="5.5rem" height="1.25rem" /><Skeleton width={`${width / 8}%`} /><Skeleton width={`${width / 1.8}%`} /></> : <><Skeleton width={`${width / 2}%`} height="0.75rem" /><Skeleton width={`${width}%`} /></>}
          {layout === 'card' ? <Skeleton width={`${((width * 3) % 60) + 30}%`} height="0.75rem" /> : null}
        </div>
      ))}
    </div>
  );
}
