import { ApiError } from '@aftercare/contract/client';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useToasts } from '../overlay/Toasts.tsx';
import { faultSentence } from './fault.ts';
import { watchLeftFaults } from './leftFaults.ts';

/** Says what failed after its screen was left. Stands once, around all screens. */
export function useLeftFaults(cache: Parameters<typeof watchLeftFaults>[0]): void {
  const { t } = useTranslation('ui');
  const toasts = useToasts();
  useEffect(() => watchLeftFaults(cache, (error) => {
    // Who is signed out is told so where they sign in again.
    if (error instanceof ApiError && error.problem.code === 'not-signed-in') return;
    toasts.show({ kind: 'fault', text: t('fault.left', { fault: faultSentence(error) }), seconds: 12 });
  }), [cache, toasts, t]);
}
