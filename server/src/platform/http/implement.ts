import type { RouteSpec, Schema } from '@aftercare/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../auth/principal.ts';
import type { Tx } from '../db/index.ts';

/** A Date may stand where the wire has an ISO string. */
export type Loose<T> = T extends string ? T | Date : T extends readonly (infer U)[] ? readonly Loose<U>[] : T extends object ? { [K in keyof T]: Loose<T[K]> } : T;

type Output<S> = S extends Schema<unknown, infer O> ? O : undefined;

export interface Call<R extends RouteSpec> {
  readonly params: Output<R['params']>;
  readonly query: Output<R['query']>;
  readonly body: Output<R['body']>;
  /** Who asks; present on every route that names a right. */
  readonly principal: R extends { readonly right: string } ? Principal : Principal | null;
  readonly language: 'zh-CN' | 'en';
  /** Runs work in one transaction: that of the Idempotency-Key where the caller sent one, so that key and effect commit together. */
  readonly transact: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** JSON made elsewhere (by PostgreSQL), sent as it is: a page of rows need not be parsed and written again. */
export class Json {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** An answer that is no JSON: a paper, a table. Offered for saving under its name; `inline` shows it in the browser. */
export class Download {
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly name: string;
  readonly disposition: 'attachment' | 'inline';
  constructor(bytes: Uint8Array | string, o: { readonly type: string; readonly name: string; readonly inline?: boolean }) {
    this.bytes = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
    this.type = o.type;
    this.name = o.name;
    this.disposition = o.inline ? 'inline' : 'attachment';
  }
}

export interface Implementation {
  readonly spec: RouteSpec;
  readonly handle: (call: Call<RouteSpec>) => Promise<unknown>;
}

/** Binds one operation of the contract to the call that answers it. */
export function implement<R extends RouteSpec>(spec: R, handle: (call: Call<R>) => Promise<Loose<R['response']['_zod']['output']> | Json | Download>): Implementation {
  return { spec, handle: handle as unknown as Implementation['handle'] };
}
