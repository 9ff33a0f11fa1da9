import { Skeleton } from '@aftercare/ui';
import './inbox.css';

const widths = [62, 78, 54, 70, 48, 66, 74, 58, 63, 51];

/** Ten rows in the shape of ticket rows. */
export function RowSkeletons() {
  return (
    <div aria-hidden="true">
      {widths.map((width, at) => (
        <div key={at} className="cs-item cs-item--bone">
          <span className="cs-item__top"><Skeleton width={`${width / 2}%`} height="0.75rem" /></span>
          <Skeleton width={`${width}%`} height="0.875rem" />
          <Skeleton width={`${(width * 3) % 60 + 30}%`} height="0.75rem" />
        </div>
      ))}
    </div>
  );
}
