import type { Dmn, DmnView } from 'dmn-js/lib/NavigatedViewer';
import 'dmn-js/dist/assets/diagram-js.css';
import 'dmn-js/dist/assets/dmn-js-shared.css';
import 'dmn-js/dist/assets/dmn-js-drd.css';
import 'dmn-js/dist/assets/dmn-js-decision-table.css';
import 'dmn-js/dist/assets/dmn-js-decision-table-controls.css';
import 'dmn-js/dist/assets/dmn-js-literal-expression.css';
import 'dmn-js/dist/assets/dmn-font/css/dmn.css';
import './table.css';

/** The decision to show first: a table, where there is one. */
export function firstTable(dmn: Dmn): DmnView | undefined {
  const views = dmn.getViews();
  return views.find((view) => view.type === 'decisionTable') ?? views.find((view) => view.type === 'literalExpression') ?? views[0];
}
