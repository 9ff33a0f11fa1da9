import type { ProblemCode } from '@aftercare/contract';

export interface RefusalDetail {
  /** Key of a more exact sentence in the languages, e.g. `tickets.closed`. */
  readonly key?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  /** With `second-factor-needed`. */
  readonly challenge?: { readonly token: string; readonly methods: readonly ('totp' | 'passkey' | 'recovery')[] };
  readonly fields?: readonly { path: string; key: string; params?: Readonly<Record<string, unknown>> }[];
}

/** A request we turn down, with a stable code; the HTTP layer says it in the caller's language. Not a fault of ours. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly detail: RefusalDetail;
  constructor(code: ProblemCode, detail: RefusalDetail = {}) {
    super(detail.key ?? code);
    this.name = 'Refusal';
    this.code = code;
    this.detail = detail;
  }
}
