import { Unzip, UnzipInflate } from 'fflate';
import type { Opening } from './read-csv.ts';

/**
 * Unpacks the wanted parts of a zip while it streams by; `take` says who hears the bytes of a part, null: nobody. Yields after each piece of the file, so
 * that nothing but the piece in hand is in memory.
 * @throws what `broken` makes where the file is no zip, and what a hearer throws
 */
export async function* unpack(open: Opening, take: (part: string) => ((bytes: Uint8Array, over: boolean) => void) | null, broken: () => Error): AsyncGenerator<void> {
  const unzip = new Unzip();
  unzip.register(UnzipInflate);
  let fault: unknown;
  unzip.onfile = (file) => {
    const hear = take(file.name);
    if (!hear) return;
    file.ondata = (error, chunk, final) => { if (error) fault ??= broken(); else try { hear(chunk, final); } catch (thrown) { fault ??= thrown; } };
    file.start();
  };
  const stream = await open();
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) { try { unzip.push(chunk); } catch { fault ??= broken(); } if (fault) throw fault as Error; yield; }
    try { unzip.push(new Uint8Array(), true); } catch { /* Cut short: what came, came. */ }
    if (fault) throw fault as Error;
    yield;
  } finally { stream.destroy(); }
}
