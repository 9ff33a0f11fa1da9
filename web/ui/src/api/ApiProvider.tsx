import { createClient, uploadFile } from '@aftercare/contract/client';
import type { ClientOptions } from '@aftercare/contract/client';
import type { FileInfo } from '@aftercare/contract/files';
import i18next from 'i18next';
import { createContext, use, useMemo } from 'react';
import type { ReactNode } from 'react';
import { WordsTurn, useWordsTurn } from '../language/use-translation.ts';
import { gathered } from './gather.ts';

export type Call = ReturnType<typeof createClient>;
export interface Api {
  /** Any operation of the contract: `call(tickets.get, { params: { id } })`. */
  readonly call: Call;
  /** The same, but what is asked within one moment travels as one question. */
  readonly gathered: Call;
  /** Sends a file's bytes to a path below /api/v1 and gives back its description. */
  readonly upload: <Sent = FileInfo>(path: string, file: File, query?: Record<string, string>) => Promise<Sent>;
}

/** The typed client of this page: own origin, session cookie, answers in the shown language. */
export function createApi(headers?: () => Record<string, string>): Api {
  const options: ClientOptions = { base: '', language: () => i18next.language, ...(headers ? { headers } : {}) };
  const call = createClient(options);
  return {
    call,
    gathered: gathered(call, (path, signal) => call({ method: 'GET', path } as Parameters<Call>[0], {} as Parameters<Call>[1], { signal })),
    upload: async <Sent,>(path: string, file: File, query?: Record<string, string>) => (await (await uploadFile(options, path, file, query)).json()) as Sent,
  };
}

const Context = createContext<Api | null>(null);

/** Gives what is inside the client and the words; stands around the whole page. */
export function ApiProvider({ api, children }: { readonly api?: Api; readonly children: ReactNode }) {
  const value = useMemo(() => api ?? createApi(), [api]);
  return <WordsTurn value={useWordsTurn()}><Context value={value}>{children}</Context></WordsTurn>;
}

/** Inside, all questions of one moment travel together: for panes of many small cards. */
export function GatheredApi({ children }: { readonly children: ReactNode }) {
  const api = useApi();
  const value = useMemo(() => ({ ...api, call: api.gathered }), [api]);
  return <Context value={value}>{children}</Context>;
}

/** The client; react-query helpers are each app's own. */
export function useApi(): Api {
  const api = use(Context);
  if (!api) throw new Error('useApi needs an ApiProvider above it');
  return api;
}
