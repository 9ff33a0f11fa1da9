import { ApiProvider, ToastProvider, createApi, startLanguages, startRenewal, startTheme } from '@aftercare/ui';
import i18next from 'i18next';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { router } from './router.tsx';
import { FieldProvider } from './store/FieldProvider.tsx';
import { createFieldStore } from './store/field.ts';
import '@aftercare/ui/style/tokens.css';
import '@aftercare/ui/style/base.css';
import './field.css';

startTheme();
startRenewal();
await startLanguages(import.meta.glob('./languages/*.json', { eager: false }), new URLSearchParams(location.search).get('lang'));
const api = createApi();
const store = createFieldStore(api.call, () => i18next.language);
await store.start();
// What the technician does must outlive a full disk.
void navigator.storage?.persist?.();
if ('serviceWorker' in navigator && import.meta.env.PROD) void navigator.serviceWorker.register('/field/worker.js', { scope: '/field/' });

const place = document.querySelector('#root');
if (place) createRoot(place).render(
  <StrictMode>
    <ApiProvider api={api}><ToastProvider><FieldProvider store={store}><RouterProvider router={router} /></FieldProvider></ToastProvider></ApiProvider>
  </StrictMode>,
);
