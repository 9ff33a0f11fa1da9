import type { Definition, DefinitionVersion, Problem } from '../data.ts';

/** What an editor begins with. */
export interface DesignerProps {
  readonly definition: Definition & { readonly versions: readonly DefinitionVersion[] };
  readonly xml: string;
  readonly isDraft: boolean;
  /** Faults of the draft; null when there is none and nobody looked yet. */
  readonly problems: readonly Problem[] | null;
  readonly live: { readonly version: number; readonly xml: string } | null;
}
