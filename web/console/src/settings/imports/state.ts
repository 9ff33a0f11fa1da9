import type { ImportState } from '@aftercare/contract/imports';

/** Something is being done in the background. */
export const isUnderWay = (state: ImportState): boolean => state === 'waiting' || state === 'reading' || state === 'running' || state === 'undoing';
