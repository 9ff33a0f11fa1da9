import { z } from 'zod';

/** RFC 9457 problem document. `code` is stable and machine-readable; `title` and `detail` are sentences in the caller's language. */
export const Problem = z.object({
  type: z.string(),
  status: z.int(),
  code: z.string(),
  title: z.string(),
  detail: z.string().optional(),
  /** Field faults: path in the body or query → sentence. */
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  requestId: z.string().optional(),
  /** With `second-factor-needed`: passed back with the second factor. */
  challenge: z.object({ token: z.string(), methods: z.array(z.enum(['totp', 'passkey', 'recovery'])) }).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** Stable codes and their HTTP status. Sentences live with the server's languages. */
export const problemStatus = {
  'bad-request': 400,
  'invalid-input': 422,
  'not-signed-in': 401,
  'wrong-credentials': 401,
  'second-factor-needed': 401,
  'not-allowed': 403,
  'not-found': 404,
  'link-expired': 410,
  'already-answered': 409,
  conflict: 409,
  'no-stock': 409,
  'stale-version': 412,
  'idempotency-mismatch': 422,
  'in-progress': 409,
  'too-large': 413,
  'type-not-accepted': 415,
  'too-many-requests': 429,
  'signature-wrong': 401,
  'transition-not-allowed': 409,
  'not-ready': 503,
  internal: 500,
} as const;
export type ProblemCode = keyof typeof problemStatus;
