import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const dist = join(import.meta.dirname, '../../server/dist');

/** A file of the server as `npm start` runs it: of its newest build. */
export const built = (name: 'cli.js' | 'main.js' | 'serve.js'): string => join(dist, readFileSync(join(dist, 'current'), 'utf8'), name);
