import { useToasts } from '@aftercare/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';

/** Something done to stock: says so when it is done, and everything that shows stock looks again. */
export function useStockWork<In, Out>(o: { readonly work: (input: In) => Promise<Out>; readonly said: (out: Out, input: In) => string; readonly after?: (out: Out) => void }) {
  const client = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: o.work,
    onSuccess: async (out, input) => {
      toasts.show({ text: o.said(out, input), seconds: 4 });
      await client.invalidateQueries({ queryKey: ['stock'] });
      o.after?.(out);
    },
  });
}
