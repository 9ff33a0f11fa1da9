import { Loading, Skeleton } from '@aftercare/ui';
import { RowSkeletons } from '../inbox/RowSkeletons.tsx';

/** The shape of the console before it is known who looks. */
export function ShellSkeleton() {
  return (
    <div className="cs-shell">
      <div className="cs-rail" />
      <Loading className="cs-shell__wait">
        <div className="cs-views cs-views--wait">{[70, 55, 62, 80, 48].map((width, at) => <Skeleton key={at} width={`${width}%`} />)}</div>
        <div className="ac-grow"><RowSkeletons layout="table" /></div>
      </Loading>
    </div>
  );
}
