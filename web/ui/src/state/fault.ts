import { ApiError } from '@aftercare/contract/client';
import i18next from 'i18next';
import { isMissingPart } from '../renew/renewal.ts';

export interface FaultWords {
  readonly title: string;
  readonly detail: string | null;
  readonly offline: boolean;
  readonly requestId: string | null;
  /** There is no such thing, or not for whoever asks. */
  readonly missing: boolean;
}

const t = (key: string, values: Record<string, string> = {}): string => i18next.t(key, { ns: 'ui', ...values });

/** Sentences for anything thrown: the server's own problem, a lost connection, or a fault of ours. */
export function faultWords(error: unknown): FaultWords {
  if (error instanceof ApiError) {
    const { title, detail, requestId } = error.problem;
    return { title, detail: detail && detail !== title ? detail : null, offline: false, requestId: error.problem.status >= 500 ? (requestId ?? null) : null, missing: error.problem.status === 404 };
  }
  if (isMissingPart(error)) return { title: t('renewal.part'), detail: null, offline: false, requestId: null, missing: false };
  if (error instanceof TypeError && /fetch|network|load failed/i.test(error.message)) return { title: t('fault.offline'), detail: t('fault.offlineDo'), offline: true, requestId: null, missing: false };
  return { title: t('fault.ours'), detail: t('fault.oursDo'), offline: false, requestId: null, missing: false };
}

/** The fault in a sentence or two, for toasts. A problem's detail says more than its title, so it stands alone. */
export function faultSentence(error: unknown): string {
  const { title, detail } = faultWords(error);
  if (!detail) return title;
  return error instanceof ApiError ? detail : t('fault.both', { title, detail });
}

/** Faults of single fields by their path, from an `invalid-input` problem. */
export function fieldFaults(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries((error.problem.fields ?? []).map((field) => [field.path.replace(/^body\./, ''), field.message]));
}
