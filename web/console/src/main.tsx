import { ApiProvider, ToastProvider, createApi, startLanguages, startRenewal, startTheme } from '@aftercare/ui';
import { ApiError } from '@aftercare/contract/client';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider, notifyManager } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CommandProvider } from './command/CommandProvider.tsx';
import { together } from './data/together.ts';
import { createConsoleRouter } from './router.tsx';
import { putOut } from './session/inside.ts';
import './console.css';

startTheme();
startRenewal();
await startLanguages(import.meta.glob('./languages/*.json'), new URLSearchParams(location.search).get('lang'));

notifyManager.setScheduler(together());
const api = createApi();
const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
  mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
  defaultOptions: {
    queries: {
      refetchOnWindowFocus: true,
      // What the server refused stays refused; only a lost connection or its own fault is worth another try.
      retryDelay: 700,
      retry: (count, error) => count < 1 && !(error instanceof ApiError && error.problem.status < 500),
    },
  },
});
const router = createConsoleRouter({ client, call: api.call });

/** The session ended elsewhere: to the sign-in page, which says so, and back here afterwards. */
function leaveWhenSignedOut(error: unknown): void {
  if (!(error instanceof ApiError) || error.problem.code !== 'not-signed-in' || location.pathname === '/signin') return;
  client.removeQueries({ queryKey: ['me'] });
  putOut();
  void router.navigate({ to: '/signin', search: { next: location.pathname + location.search } });
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <ApiProvider api={api}>
        <QueryClientProvider client={client}>
          <ToastProvider>
            <CommandProvider>
              <RouterProvider router={router} />
            </CommandProvider>
          </ToastProvider>
        </QueryClientProvider>
      </ApiProvider>
    </StrictMode>,
  );
}
