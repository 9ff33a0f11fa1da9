import { faultSentence, useToasts } from '@aftercare/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { UseMutationResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

interface Work<Input, Output> {
  readonly work: (input: Input) => Promise<Output>;
  /** First words of the query keys that this makes old. */
  readonly keys: readonly string[];
  /** Told at the edge of the window when it is done. */
  readonly said?: (output: Output, input: Input) => string;
  /** How to take it back; offered for ten seconds. */
  readonly undo?: (output: Output, input: Input) => (() => Promise<unknown>) | null;
  readonly after?: (output: Output, input: Input) => void;
  /** A fault is told at the edge: for actions that have no form to show it in. */
  readonly loud?: boolean;
}

/** One change of the settings: does it, renews what it touched, says so and offers to take it back. */
export function useWork<Input, Output>({ work, keys, said, undo, after, loud }: Work<Input, Output>): UseMutationResult<Output, Error, Input> {
  const client = useQueryClient();
  const toasts = useToasts();
  const { t } = useTranslation(['settings', 'app']);
  const renew = () => Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: [key] })));
  const tell = (error: unknown) => toasts.show({ kind: 'fault', text: faultSentence(error), seconds: 10 });
  return useMutation<Output, Error, Input>({
    mutationFn: work,
    onSuccess: (output, input) => {
      void renew();
      const back = undo?.(output, input);
      const text = said?.(output, input);
      if (text) toasts.show({ text, seconds: back ? 10 : 5, ...(back ? { action: { label: t('app:undo'), perform: () => void back().then(renew, tell) } } : {}) });
      after?.(output, input);
    },
    ...(loud ? { onError: tell } : {}),
  });
}
