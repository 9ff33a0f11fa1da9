import { useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Loaded } from '../frame/Loaded.tsx';
import { BillingForm } from './BillingForm.tsx';

/** How the house bills. */
export function BillingPart() {
  const { call } = useApi();
  const settings = useQuery(queryOptions({ queryKey: ['charge-settings'], queryFn: ({ signal }) => call(api.charges.settings, {}, { signal }), staleTime: 10_000 }));
  return <Loaded of={[settings]}>{(saved) => <BillingForm saved={saved} />}</Loaded>;
}
