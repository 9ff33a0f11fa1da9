import 'dmn-js/dist/assets/diagram-js.css';
import 'dmn-js/dist/assets/dmn-js-shared.css';
import 'dmn-js/dist/assets/dmn-js-drd.css';
import 'dmn-js/dist/assets/dmn-js-decision-table.css';
import 'dmn-js/dist/assets/dmn-js-decision-table-controls.css';
import 'dmn-js/dist/assets/dmn-js-literal-expression.css';
import 'dmn-js/dist/assets/dmn-font/css/dmn.css';
import './table.css';

export interface DmnView { readonly type: string; readonly element: { readonly id: string; readonly name?: string } }
interface Part { get(name: string): unknown; on(event: string, listen: () => void): void }
/** The part of the table tools used here; their package has no types. */
export interface Dmn {
  importXML(xml: string): Promise<unknown>;
  saveXML(options: { format: boolean }): Promise<{ xml: string }>;
  getViews(): DmnView[];
  getActiveView(): DmnView | undefined;
  getActiveViewer(): Part | undefined;
  open(view: DmnView): Promise<unknown>;
  on(event: string, listen: (event: { viewer?: Part }) => void): void;
  destroy(): void;
}
export type MakeDmn = new (options: Record<string, unknown>) => Dmn;

/** The decision to show first: a table, where there is one. */
export function firstTable(dmn: Dmn): DmnView | undefined {
  const views = dmn.getViews();
  return views.find((view) => view.type === 'decisionTable') ?? views.find((view) => view.type === 'literalExpression') ?? views[0];
}
