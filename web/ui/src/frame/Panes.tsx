import type { ReactNode } from 'react';
import { classes } from '../style/classes.ts';
import './frame.css';

interface Props {
  readonly list: ReactNode;
  readonly main?: ReactNode;
  readonly side?: ReactNode;
  /** The one pane that stands alone on a phone. */
  readonly focus: 'list' | 'main' | 'side';
  /** Where three do not fit, the side takes the list's place while this is true. */
  readonly sideShown?: boolean;
  /** The main pane without the list beside it. */
  readonly mainAlone?: boolean;
  readonly labels: { readonly list: string; readonly main: string; readonly side: string };
}

/** List, main and side pane: three on a wide screen, two on a laptop, one on a phone. None loses its scroll place. */
export function Panes({ list, main, side, focus, sideShown = false, mainAlone = false, labels }: Props) {
  return (
    <div className={classes('ac-panes', side !== undefined && 'ac-panes--side', main === undefined && 'ac-panes--alone', main !== undefined && mainAlone && 'ac-panes--full')}>
      <section className="ac-pane ac-pane--list" data-focus={focus === 'list'} aria-label={labels.list}>{list}</section>
      {main === undefined ? null : <section className="ac-pane ac-pane--main" data-focus={focus === 'main'} aria-label={labels.main}>{main}</section>}
      {side === undefined ? null : <aside className="ac-pane ac-pane--side" data-focus={focus === 'side'} data-shown={sideShown} aria-label={labels.side}>{side}</aside>}
    </div>
  );
}
