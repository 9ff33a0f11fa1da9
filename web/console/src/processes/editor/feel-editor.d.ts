declare module '@bpmn-io/feel-editor' {
  interface Variable { readonly name: string; readonly detail?: string; readonly info?: string; readonly entries?: readonly Variable[] }
  /** An editor of one FEEL expression in an element of the page. */
  export default class FeelEditor {
    constructor(options: { container: Element; value?: string; variables?: readonly Variable[]; onChange?: (text: string) => void; contentAttributes?: Readonly<Record<string, string>> });
    setValue(value: string): void;
    setVariables(variables: readonly Variable[]): void;
    focus(position?: number): void;
  }
}
