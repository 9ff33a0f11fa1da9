import { ApiProvider, ToastProvider, startLanguages, startTheme } from '@aftercare/ui';
import { ApiError } from '@aftercare/contract/client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { router } from './router.tsx';
import '@aftercare/ui/style/tokens.css';
import '@aftercare/ui/style/base.css';
import './portal.css';

startTheme();
const queries = new QueryClient({
  // Refusals stay refusals; only faults of the network or the server are worth another try.
  defaultOptions: { queries: { staleTime: 5_000, retry: (count, error) => count < 2 && !(error instanceof ApiError && error.problem.status < 500) } },
});
const place = document.querySelector('#root');
void startLanguages(import.meta.glob('./languages/*.json'), new URLSearchParams(location.search).get('lang')).then(() => {
  if (!place) return;
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <ApiProvider><ToastProvider><RouterProvider router={router} /></ToastProvider></ApiProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
});
