import { createRequire } from 'node:module';
import type parse from 'libphonenumber-js/min';

const require = createRequire(import.meta.url);
let library: { default: typeof parse } | undefined;

/** Reads a telephone number; undefined when it is none. The library comes with the first number: its ninety files are a twentieth of a start. */
export function parsePhone(text: string, country?: 'CN'): ReturnType<typeof parse> {
  library ??= require('libphonenumber-js/min') as { default: typeof parse };
  return country ? library.default(text, country) : library.default(text);
}

/** Where a number is at home; null for what is none, or names no country. `home`: of numbers that name none. */
export const phoneCountry = (text: string | null | undefined, home?: 'CN'): string | null => (text ? (parsePhone(text, home)?.country ?? null) : null);
