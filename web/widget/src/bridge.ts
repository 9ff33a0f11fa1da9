import type { LanguageCode } from './language.ts';

export interface Identity { readonly name: string; readonly email?: string }
/** What the app answers to once it is there. */
export interface AppHandle { open(): void; close(): void; identify(who: Identity): void }
/** What the loader hands to the app on the script element that fetched it: no global name is needed. */
export interface Bridge {
  /** Where the server is, without a trailing slash. */
  readonly base: string;
  readonly site: string;
  readonly language: LanguageCode;
  readonly root: ShadowRoot;
  readonly launcher: HTMLButtonElement;
  /** Shows how many messages wait, and says so in the button's name; 0 hides the badge. */
  badge(count: number, name: string): void;
  /** Whether the window is open. */
  expanded(open: boolean): void;
  attach(app: AppHandle): void;
}
export type BridgedScript = HTMLScriptElement & { aftercare?: Bridge };
/** `window.AftercareChat`, the only name a page sees. */
export interface AftercareChat {
  open(): void;
  close(): void;
  /** Tells who the visitor is, so that nobody has to ask. Used once they talk to us; a silent visitor stays unknown. */
  identify(who: Identity): void;
}
