import type { z } from 'zod';

/**
 * A schema as the type checker needs it here: what goes in and what comes out. Comparing a schema with zod's whole `ZodType`
 * unfolds every method of it, for each of a thousand schemas.
 */
export interface Schema<I = unknown, O = unknown> { readonly _zod: { readonly input: I; readonly output: O } }

/** A schema with all its methods, to parse by. */
export const zodOf = <I, O>(schema: Schema<I, O>): z.ZodType<O, I> => schema as unknown as z.ZodType<O, I>;

/** HTTP methods the contract uses. */
export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/**
 * One operation that crosses the wire: the single source of the server's validation, the typed client and the OpenAPI
 * document. `right` names the permission a caller needs; `public` marks the few that need no sign-in and says why.
 */
export interface RouteSpec {
  readonly method: Method;
  /** Path below /api/v1 with `:name` parameters. */
  readonly path: string;
  readonly summary: string;
  readonly right?: string;
  readonly public?: string;
  readonly params?: Schema;
  readonly query?: Schema;
  readonly body?: Schema;
  readonly response: Schema;
  /** Success status; 200 unless told. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Creation may carry an Idempotency-Key header; the same key gives the same answer for 24 h. */
  readonly idempotent?: boolean;
  /** Programs may sign it: the very bytes of the body are kept for the check. */
  readonly signed?: boolean;
  /** Shows what is masked elsewhere, and writes down that it did. */
  readonly reveals?: boolean;
  /** Largest body in bytes; 1 MiB unless told. */
  readonly bodyLimit?: number;
}

/** Keeps the literal types of one operation. */
export function route<const R extends RouteSpec>(spec: R): R {
  return spec;
}

export type RouteTable = Readonly<Record<string, RouteSpec>>;

type Input<S> = S extends Schema<infer I> ? I : never;
type Part<Name extends string, S> = S extends Schema
  ? Partial<Record<never, never>> extends Input<S> ? { [K in Name]?: Input<S> } : { [K in Name]: Input<S> }
  : unknown;

/** What a caller passes to an operation: only the parts it has. */
export type CallInput<R extends RouteSpec> = Part<'params', R['params']> & Part<'query', R['query']> & Part<'body', R['body']>;
export type CallOutput<R extends RouteSpec> = R['response']['_zod']['output'];
