import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { Refusal } from '../../platform/http/index.ts';
import type { FileStore } from '../../platform/files/index.ts';
import type { Opening } from '../imports/index.ts';
import type { Raw } from './record.ts';

export const archiveForm = 'aftercare-archive';
const largestFile = 2 * 1024 ** 3;
const broken = () => new Refusal('invalid-input', { key: 'transfer.broken-archive' });

/**
 * Records of an archive in the order they stand in it, files put into the store on the way. What has been read is checked against the manifest at the
 * end, before anything is taken: a piece that was cut or changed is refused.
 */
export async function* readArchive(open: Opening, files: Pick<FileStore, 'put'>): AsyncGenerator<{ line: number; cells: Raw }> {
  const source = await open();
  const unpacked = source.pipe(createGunzip()).on('error', (error) => tar.destroy(error));
  const tar = unpacked.pipe(extract());
  const sums = new Map<string, string>();
  let manifest: { format?: string; version?: number; entries?: { name: string; sha256: string }[] } | undefined;
  let line = 0;
  try {
    for await (const entry of tar) {
      const { name } = entry.header;
      const hash = createHash('sha256');
      async function* hashed() { for await (const chunk of entry as AsyncIterable<Buffer>) { hash.update(chunk); yield chunk; } }
      const [folder = '', rest = ''] = name.split('/', 2);
      if (name === 'manifest.json') {
        const pieces: Buffer[] = [];
        for await (const chunk of hashed()) pieces.push(chunk);
        manifest = JSON.parse(Buffer.concat(pieces).toString('utf8')) as typeof manifest;
        continue;
      }
      if (folder === 'files') {
        const key = rest.slice(0, 40);
        const stored = await files.put(hashed(), { name: decodeURIComponent(rest.slice(41)) || 'file', declaredType: '', maxBytes: largestFile });
        line += 1;
        yield { line, cells: { kind: 'file', id: key, fileId: stored.id } };
      } else if (name.endsWith('.jsonl')) {
        const { PassThrough } = await import('node:stream');
        const through = new PassThrough();
        const pump = (async () => { for await (const chunk of hashed()) if (!through.write(chunk)) await new Promise((resume) => through.once('drain', resume)); through.end(); })();
        for await (const text of createInterface({ input: through, crlfDelay: Infinity })) { line += 1; if (text !== '') yield { line, cells: JSON.parse(text) as Raw }; }
        await pump;
      } else for await (const _ of hashed()) { /* words for people */ }
      sums.set(name, hash.digest('hex'));
    }
  } catch (error) { if (error instanceof Refusal) throw error; throw broken(); } finally { source.destroy(); tar.destroy(); }
  if (manifest?.format !== archiveForm || manifest.version !== 1) throw broken();
  for (const { name, sha256 } of manifest.entries ?? []) if (sums.get(name) !== sha256) throw broken();
}
