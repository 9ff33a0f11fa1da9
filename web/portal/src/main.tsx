import { ApiProvider, ToastProvider, createApi, startLanguages, startRenewal, startTheme } from '@aftercare/ui';
import { ApiError } from '@aftercare/contract/client';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import i18next from 'i18next';
import { endVisit, knownVisitor } from './account/visitor.ts';
import { keepSeen, recall } from './offline/keeping.ts';
import { OutboxProvider } from './outbox/OutboxProvider.tsx';
import { createOutbox } from './outbox/outbox.ts';
import { renewPush } from './push/usePush.ts';
import { router } from './router.tsx';
import './shell/install.ts';
import '@aftercare/ui/style/tokens.css';
import '@aftercare/ui/style/base.css';
import './portal.css';

startTheme();
startRenewal();
const day = 86_400_000;
const queries = new QueryClient({
  queryCache: new QueryCache({ onError: (error) => leaveWhenSignedOut(error) }),
  mutationCache: new MutationCache({ onError: (error) => leaveWhenSignedOut(error) }),
  defaultOptions: {
    // Refusals stay refusals; only faults of the network or the server are worth another try. What was seen stays for a day without a line.
    queries: { staleTime: 5_000, gcTime: day, retry: (count, error) => count < 2 && !(error instanceof ApiError && error.problem.status < 500) },
    // Without a line a press fails at once and the page says so, instead of waiting unseen.
    mutations: { networkMode: 'always', gcTime: 300_000 },
  },
});
/** The session ended elsewhere: to the sign-in page, which says so, and back here afterwards. Who came by a link needs none. */
function leaveWhenSignedOut(error: unknown): void {
  if (!(error instanceof ApiError) || error.problem.code !== 'not-signed-in' || knownVisitor() === null || new URLSearchParams(location.search).has('t')) return;
  endVisit();
  void router.navigate({ to: '/sign-in', search: { next: location.pathname.replace(/^\/portal/, '') } });
}
const api = createApi();
const outbox = createOutbox(api.call, () => i18next.language, (ticketId) => { for (const queryKey of [['ticket', ticketId], ['home'], ['mine']]) void queries.invalidateQueries({ queryKey }); });
await Promise.all([startLanguages(import.meta.glob('./languages/*.json'), new URLSearchParams(location.search).get('lang')), recall(queries)]);
keepSeen(queries);
if ('serviceWorker' in navigator && import.meta.env.PROD) {
  void navigator.serviceWorker.register('/portal/worker.js', { scope: '/portal/' });
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<{ renew?: number } | string>) => {
    if (typeof data === 'object' && data.renew) for (const queryKey of [['ticket', data.renew], ['visits', data.renew], ['home']]) void queries.invalidateQueries({ queryKey });
  });
}
if (knownVisitor()) void renewPush(api.call, i18next.language);
i18next.on('languageChanged', (language) => { if (knownVisitor()) void renewPush(api.call, language); });

const place = document.querySelector('#root');
if (place) createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <ApiProvider api={api}><ToastProvider><OutboxProvider outbox={outbox}><RouterProvider router={router} /></OutboxProvider></ToastProvider></ApiProvider>
    </QueryClientProvider>
  </StrictMode>,
);
