import { ErrorState } from '@aftercare/ui';
import { useRouter } from '@tanstack/react-router';
import type { ErrorComponentProps } from '@tanstack/react-router';

/** A page that could not be loaded or drawn. */
export function FaultPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return <ErrorState heading="h1" error={error} retry={() => { reset(); void router.invalidate(); }} />;
}
