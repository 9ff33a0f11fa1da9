import { useApi, useRested } from '@aftercare/ui';
import type { DesignedValue } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { FormField } from '@aftercare/contract/ticket-fields';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

export interface Designed {
  readonly fields: readonly FormField[];
  readonly values: Readonly<Record<string, DesignedValue>>;
  /** What is chosen, in words, where the value is only a number. */
  readonly shown: Readonly<Record<string, string>>;
  put(key: string, value: DesignedValue, shown?: string): void;
  /** What goes onto the ticket: filled in, and asked of this type. */
  filled(): Record<string, string | number | boolean>;
}

/** The fields designed for a new ticket of this type; what one answers may show others. */
export function useDesigned(type: string, open: boolean): Designed {
  const { call } = useApi();
  const [values, setValues] = useState<Record<string, DesignedValue>>({});
  const [shown, setShown] = useState<Record<string, string>>({});
  const asked = useRested(values);
  const form = useQuery({ queryKey: ['ticket-form', type, asked], queryFn: ({ signal }) => call(api.ticketFields.form, { body: { type, fields: asked } }, { signal }), enabled: open, staleTime: 60_000, placeholderData: (before) => before });
  const fields = form.data?.items ?? [];
  return {
    fields, values, shown,
    put(key, value, words) {
      setValues((before) => ({ ...before, [key]: value }));
      if (words !== undefined) setShown((before) => ({ ...before, [key]: words }));
    },
    filled: () => Object.fromEntries(fields.flatMap(({ key }) => { const value = values[key]; return value === undefined || value === null || value === '' ? [] : [[key, value]]; })),
  };
}
