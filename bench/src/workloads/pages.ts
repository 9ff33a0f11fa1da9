import { gzipSync } from 'node:zlib';
import type { Bench } from '../harness.ts';
import type { Line } from '../report.ts';

/** Bytes of a page's first load, gzip: the page and every script, style and module preload it names. */
async function firstLoad(base: string, path: string): Promise<number> {
  const html = await (await fetch(base + path)).text();
  const names = new Set([...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map((m) => new URL(m[1] ?? '', base + path).href));
  let bytes = gzipSync(html).length;
  for (const name of names) bytes += gzipSync(Buffer.from(await (await fetch(name)).arrayBuffer())).length;
  return bytes;
}

export async function pages(bench: Bench): Promise<Line[]> {
  const kb = (bytes: number) => bytes / 1024;
  const [inbox, portal] = [kb(await firstLoad(bench.base, '/')), kb(await firstLoad(bench.base, '/portal/'))];
  let widget = 0;
  for (const name of ['loader.js', 'app.js']) widget += kb(gzipSync(Buffer.from(await (await fetch(`${bench.base}/widget/${name}`)).arrayBuffer())).length);
  return [
    { workload: 'first load, gzip', figure: 'console shell', value: inbox, unit: 'KB', target: '< 300 KB', ok: inbox < 300 },
    { workload: 'first load, gzip', figure: 'portal', value: portal, unit: 'KB', target: '< 180 KB', ok: portal < 180 },
    { workload: 'first load, gzip', figure: 'widget', value: widget, unit: 'KB', target: '< 45 KB', ok: widget < 45 },
  ];
}
