import { type Problem, type ProblemCode, problemStatus } from '@aftercare/contract';
import { z } from 'zod';
import { hasSentence, say } from '../i18n/index.ts';
import { Refusal, type RefusalDetail } from './refusal.ts';

/** Field faults of a zod error, each as a sentence. */
export function fieldFaults(error: z.ZodError, language: string): NonNullable<Problem['fields']> {
  return error.issues.slice(0, 50).map((issue) => ({
    path: issue.path.map(String).join('.'),
    message: issueSentence(issue, language),
  }));
}

/** What a value of another kind should have been. */
const kinds: Readonly<Partial<Record<string, string>>> = { string: 'field.text', number: 'field.number', int: 'field.number', boolean: 'field.flag', array: 'field.list' };

/** What is wrong with one value, in words of the reader's language; the schema's own English only for what is rare. */
function issueSentence(issue: z.core.$ZodIssue, language: string): string {
  switch (issue.code) {
    case 'invalid_type': return say(language, /received (undefined|null)$/.test(issue.message) ? 'field.required' : (kinds[issue.expected] ?? 'field.format'));
    case 'invalid_value': return say(language, 'field.choice');
    case 'invalid_format': return say(language, issue.format === 'email' ? 'field.email' : issue.format === 'url' ? 'field.url' : 'field.format');
    case 'too_small':
      if (issue.origin === 'string') return say(language, Number(issue.minimum) <= 1 ? 'field.required' : 'field.tooShort', { limit: issue.minimum });
      return say(language, 'field.tooFew', { limit: issue.inclusive === false ? Number(issue.minimum) + 1 : issue.minimum });
    case 'too_big': return say(language, issue.origin === 'string' ? 'field.tooLong' : 'field.tooMany', { limit: issue.maximum });
    default: return say(language, 'field.invalid', { message: issue.message });
  }
}

export function problemOf(code: ProblemCode, language: string, extra: { detailKey?: string; params?: Readonly<Record<string, unknown>>; fields?: Problem['fields']; requestId?: string; challenge?: RefusalDetail['challenge'] } = {}): Problem {
  // States have names in each language; those of other machines are said as they are.
  const params = code === 'transition-not-allowed' ? Object.fromEntries(Object.entries(extra.params ?? {}).map(([name, value]) => [name, hasSentence(language, `state.${String(value)}`) ? say(language, `state.${String(value)}`) : value])) : extra.params;
  return {
    type: `https://aftercare.dev/problems/${code}`,
    status: problemStatus[code],
    code,
    title: say(language, code === 'not-allowed' && !extra.params?.['right'] ? 'request.not-allowed' : `problem.${code}`, params),
    ...(extra.detailKey ? { detail: say(language, extra.detailKey, extra.params) } : {}),
    ...(extra.fields ? { fields: extra.fields } : {}),
    ...(extra.challenge ? { challenge: { token: extra.challenge.token, methods: [...extra.challenge.methods] } } : {}),
    ...(extra.requestId ? { requestId: extra.requestId } : {}),
  };
}

/** Why a body could not be read, by the server's own codes. */
const unread: Readonly<Partial<Record<string, string>>> = { FST_ERR_CTP_EMPTY_JSON_BODY: 'request.empty', FST_ERR_CTP_INVALID_JSON_BODY: 'request.json' };

/** The problem document for anything thrown; null for faults of ours that must be logged and hidden. */
export function problemFor(error: unknown, language: string, requestId: string): Problem | null {
  if (error instanceof Refusal) {
    const fields = error.detail.fields?.map((f) => ({ path: f.path, message: say(language, f.key, f.params) }));
    return problemOf(error.code, language, { ...(error.detail.key ? { detailKey: error.detail.key } : {}), params: error.detail.params ?? {}, ...(fields ? { fields } : {}), ...(error.detail.challenge ? { challenge: error.detail.challenge } : {}), requestId });
  }
  if (error instanceof z.ZodError) return problemOf('invalid-input', language, { fields: fieldFaults(error, language), requestId });
  const fault = error as { statusCode?: number; code?: string };
  if (fault.statusCode === 413) return problemOf('too-large', language, { params: { limit: '' }, requestId });
  if (fault.statusCode === 415) return problemOf('type-not-accepted', language, { detailKey: 'request.media', requestId });
  if (fault.statusCode === 429) return problemOf('too-many-requests', language, { params: { seconds: 60 }, requestId });
  if (fault.statusCode && fault.statusCode >= 400 && fault.statusCode < 500) {
    const detailKey = error instanceof SyntaxError ? 'request.json' : unread[fault.code ?? ''];
    return problemOf('bad-request', language, { ...(detailKey ? { detailKey } : {}), requestId });
  }
  return null;
}
