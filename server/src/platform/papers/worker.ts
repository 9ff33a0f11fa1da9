/** A thread of its own for printing: fonts of 10 MB each are read when the first paper comes and go with the thread. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import pdfmake from 'pdfmake';
import { layoutOf } from './layout.ts';
import type { Paper } from './paper.ts';

const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'));
const regular = join(fonts, '400Regular/NotoSansSC_400Regular.ttf');
const bold = join(fonts, '700Bold/NotoSansSC_700Bold.ttf');
pdfmake.setFonts({ Noto: { normal: regular, bold, italics: regular, bolditalics: bold } });
// A paper reads our fonts and nothing else, wherever its words come from.
pdfmake.setLocalAccessPolicy((path: string) => path === regular || path === bold);
pdfmake.setUrlAccessPolicy(() => false);

parentPort?.on('message', ({ id, paper }: { id: number; paper: Paper }) => {
  void pdfmake.createPdf(layoutOf(paper)).getBuffer().then(
    (bytes: Uint8Array) => parentPort?.postMessage({ id, bytes }),
    (error: unknown) => parentPort?.postMessage({ id, fault: error instanceof Error ? error.message : String(error) }),
  );
});
