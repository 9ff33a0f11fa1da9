import { Button } from '@aftercare/ui';
import type { DmnView } from 'dmn-js/lib/NavigatedViewer';

/** Which decision of the file is shown; nothing where there is only one. */
export function TableTabs({ views, open, onOpen }: { readonly views: readonly DmnView[]; readonly open: DmnView | null; readonly onOpen: (view: DmnView) => void }) {
  if (views.length < 2) return null;
  return (
    <div className="ac-row">
      {views.map((view) => <Button key={view.element.id} size="small" kind={open?.element.id === view.element.id ? 'secondary' : 'quiet'} aria-pressed={open?.element.id === view.element.id} onClick={() => onOpen(view)}>{view.element.name || view.element.id}</Button>)}
    </div>
  );
}
