/** A report being written. It lives in the page's storage, so that a reload or an empty battery costs nothing. */
export interface DraftFile {
  readonly token: string;
  readonly purpose: 'photo' | 'proof';
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** Small `data:` picture; null for papers. */
  readonly thumb: string | null;
}
export interface Draft {
  readonly type: string;
  readonly product: string;
  readonly serial: string;
  readonly purchasedOn: string;
  readonly text: string;
  readonly files: readonly DraftFile[];
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  /** Where a parcel comes from and goes back to. */
  readonly address: string;
  /** Why it is returned. */
  readonly reason: string;
  /** Known fault and answers of the troubleshooting. */
  readonly faultKey: string;
  /** What the form for this type asks, by key. */
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
  readonly guided: readonly { readonly question: string; readonly answer: string }[];
  /** Idempotency key, and the exact report it belongs to. */
  readonly attempt: { readonly key: string; readonly body: string } | null;
  /** Milliseconds; drafts older than a week are forgotten, their files are gone from the server by then. */
  readonly savedAt: number;
}
export const steps = ['what', 'product', 'problem', 'contact'] as const;
export type Step = (typeof steps)[number];
export const maxFiles = 12;
export const emptyDraft: Draft = { type: '', product: '', serial: '', purchasedOn: '', text: '', files: [], name: '', email: '', phone: '', address: '', reason: '', faultKey: '', fields: {}, guided: [], attempt: null, savedAt: 0 };

const storageKey = 'aftercare-portal-report';
const forgetAfter = 7 * 86_400_000;

export function isStep(text: string | undefined): text is Step {
  return steps.includes(text as Step);
}

/** Reads a stored draft; whatever does not look like one, or is too old, is an empty one. */
export function readDraft(stored: string | null, now: number): Draft {
  try {
    const value = JSON.parse(stored ?? 'null') as Partial<Draft> | null;
    if (!value || typeof value.savedAt !== 'number' || now - value.savedAt > forgetAfter) return emptyDraft;
    const texts = Object.fromEntries((['type', 'product', 'serial', 'purchasedOn', 'text', 'name', 'email', 'phone', 'address', 'reason', 'faultKey'] as const).map((key) => [key, typeof value[key] === 'string' ? value[key] : '']));
    return { ...emptyDraft, ...texts, files: Array.isArray(value.files) ? value.files.filter((file) => typeof file?.token === 'string') : [], fields: value.fields && typeof value.fields === 'object' ? value.fields : {}, guided: Array.isArray(value.guided) ? value.guided.filter((one) => typeof one?.question === 'string' && typeof one.answer === 'string') : [], attempt: value.attempt ?? null, savedAt: value.savedAt };
  } catch {
    return emptyDraft;
  }
}

export function loadDraft(): Draft {
  try { return readDraft(localStorage.getItem(storageKey), Date.now()); } catch { return emptyDraft; }
}
export function keepDraft(draft: Draft): void {
  const stored = { ...draft, savedAt: Date.now() };
  try {
    localStorage.setItem(storageKey, JSON.stringify(stored));
  } catch {
    // Storage is full or forbidden: without the small pictures it may still fit.
    try { localStorage.setItem(storageKey, JSON.stringify({ ...stored, files: stored.files.map((file) => ({ ...file, thumb: null })) })); } catch { /* then it lives as long as the page */ }
  }
}
export function discardDraft(): void {
  try { localStorage.removeItem(storageKey); } catch { /* as above */ }
}
export function hasContent(draft: Draft): boolean {
  return draft.text.trim() !== '' || draft.files.length > 0 || draft.serial.trim() !== '' || draft.product.trim() !== '';
}

export type Need = 'type' | 'text' | 'name' | 'reach' | 'email' | 'future';
export type Needs = Partial<Record<'type' | 'text' | 'name' | 'email' | 'purchasedOn', Need>>;

/** What a step still lacks, by field. `today` is a date such as 2026-03-01 where the customer is. */
export function needsOf(draft: Draft, step: Step, today: string): Needs {
  const email = draft.email.trim();
  switch (step) {
    case 'what':
      return draft.type ? {} : { type: 'type' };
    case 'product':
      return draft.purchasedOn > today ? { purchasedOn: 'future' } : {};
    case 'problem':
      return draft.text.trim() ? {} : { text: 'text' };
    case 'contact':
      return {
        ...(draft.name.trim() ? {} : { name: 'name' as const }),
        ...(email === '' && draft.phone.trim() === '' ? { email: 'reach' as const } : email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(email) ? { email: 'email' as const } : {}),
      };
  }
}

/** The first step that is not complete; the last one when all are. */
export function firstOpenStep(draft: Draft, today = '9999-12-31'): Step {
  return steps.find((step) => Object.keys(needsOf(draft, step, today)).length > 0) ?? 'contact';
}

export const reasons = ['faulty', 'wrong-item', 'not-as-described', 'changed-mind', 'damaged-in-transit', 'other'] as const;
export const isReason = (text: string): text is (typeof reasons)[number] => reasons.includes(text as (typeof reasons)[number]);
/** Something may travel: we ask where from. */
export const moves = (type: string): boolean => type === 'repair' || type === 'return' || type === 'exchange';

/** The report as the server takes it: what was left empty is left out. */
export function reportBody(draft: Draft, language: 'zh-CN' | 'en') {
  const [email, phone] = [draft.email.trim(), draft.phone.trim()];
  const filled = Object.entries(draft.fields).filter(([, value]) => value !== null && value !== '');
  return {
    language, name: draft.name.trim(), type: draft.type, text: draft.text.trim(), product: draft.product.trim(), serial: draft.serial.trim(),
    ...(email ? { email } : {}), ...(phone ? { phone } : {}), ...(draft.purchasedOn ? { purchasedOn: draft.purchasedOn } : {}),
    ...(draft.address.trim() && moves(draft.type) ? { address: draft.address.trim() } : {}), ...(isReason(draft.reason) && draft.type !== 'repair' && moves(draft.type) ? { reason: draft.reason } : {}), ...(draft.faultKey ? { faultKey: draft.faultKey } : {}), ...(draft.guided.length > 0 ? { guided: [...draft.guided] } : {}),
    ...(filled.length > 0 ? { fields: Object.fromEntries(filled) } : {}),
    files: draft.files.slice(0, maxFiles).map(({ token, purpose }) => ({ token, purpose })),
  };
}

/** The same report sent again carries the same key, so that it is one request; a changed one is a new request. */
export function attemptFor(draft: Draft, body: object, newKey: () => string): NonNullable<Draft['attempt']> {
  const text = JSON.stringify(body);
  return draft.attempt?.body === text ? draft.attempt : { key: newKey(), body: text };
}
