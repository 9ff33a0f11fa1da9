import { useLive } from '@aftercare/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { type Told, gathered, isOurReading } from './renewal.ts';

/**
 * Renews queries whose key begins with `key` when a fact of the topic arrives, at most every `waitMs`.
 * @param unless facts that change nothing for these keys
 */
export function useRenewal(topic: string, keys: readonly (readonly unknown[])[], waitMs = 1000, unless?: (fact: Told) => boolean): void {
  const client = useQueryClient();
  const named = JSON.stringify(keys);
  const renewal = useMemo(() => gathered(() => {
    for (const key of JSON.parse(named) as unknown[][]) void client.invalidateQueries({ queryKey: key });
  }, waitMs), [client, named, waitMs]);
  useEffect(() => renewal.stop, [renewal]);
  useLive([topic], (fact) => { if (!isOurReading(fact) && !unless?.(fact)) renewal.ask(); });
}
