// The part of the table tools used here; their package has no types.
declare module 'dmn-js/lib/NavigatedViewer' {
  export interface DmnView { readonly type: string; readonly element: { readonly id: string; readonly name?: string } }
  interface Part { get(name: string): unknown; on(event: string, listen: () => void): void }
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
  const Viewer: MakeDmn;
  export default Viewer;
}
declare module 'dmn-js/lib/Modeler' {
  import type { MakeDmn } from 'dmn-js/lib/NavigatedViewer';

  const Modeler: MakeDmn;
  export default Modeler;
}
