import type { Content, TableCell, createPdf } from 'pdfmake';
import { renderSVG } from 'uqr';
import type { Block, Paper, PaperSize } from './paper.ts';

type Definition = Parameters<typeof createPdf>[0];
const mm = (n: number): number => (n * 72) / 25.4;
interface Sheet { readonly size: 'A4' | 'A5' | { width: number; height: number | 'auto' }; readonly margin: [number, number, number, number]; readonly type: number; readonly numbered: boolean; readonly width: number }
const sheets: Record<PaperSize, Sheet> = {
  A4: { size: 'A4', margin: [48, 48, 48, 56], type: 10, numbered: true, width: 595.28 - 96 },
  A5: { size: 'A5', margin: [28, 28, 28, 36], type: 9, numbered: true, width: 419.53 - 56 },
  // What a thermal head can print is 72 of the 80 mm.
  'receipt-80mm': { size: { width: mm(80), height: 'auto' }, margin: [mm(4), mm(4), mm(4), mm(8)], type: 9, numbered: false, width: mm(72) },
  'label-100x70mm': { size: { width: mm(100), height: mm(70) }, margin: [mm(4), mm(4), mm(4), mm(3)], type: 9, numbered: false, width: mm(92) },
};
const ink = '#1c1b19';
const muted = '#6a665f';
const hair = '#d8d4cc';
const tint = '#f4f2ee';

/** A paper as pdfmake takes it. */
export function layoutOf(paper: Paper): Definition {
  const sheet = sheets[paper.size];
  const draw = (blocks: readonly Block[]): Content[] => blocks.map((b) => contentOf(b, sheet, draw));
  return {
    info: { title: paper.title, ...(paper.head ? { author: paper.head.company } : {}), creator: 'Aftercare', producer: 'Aftercare' },
    language: paper.language,
    // A copy: pdfmake writes the height it found into it.
    pageSize: typeof sheet.size === 'string' ? sheet.size : { ...sheet.size }, pageMargins: sheet.margin,
    defaultStyle: { font: 'Noto', fontSize: sheet.type, lineHeight: 1.25, color: ink },
    content: [...(paper.head ? [headOf(paper.head, sheet)] : []), ...draw(paper.blocks)],
    ...(sheet.numbered ? {
      header: (page) => (page === 1 ? '' : { text: paper.title, color: muted, fontSize: 8, margin: [sheet.margin[0], 20, sheet.margin[2], 0] }),
      footer: (page, pages) => ({ margin: [sheet.margin[0], 12, sheet.margin[2], 0], fontSize: 8, color: muted, columns: [{ text: paper.foot ?? '', width: '*' }, { text: `${page} / ${pages}`, width: 'auto' }] }),
    } : {}),
  };
}

function headOf(head: NonNullable<Paper['head']>, sheet: Sheet): Content {
  const narrow = !sheet.numbered;
  const align = narrow ? 'center' : 'left';
  const company: Content[] = [{ text: head.company, bold: true, fontSize: sheet.type + 4, alignment: align }, ...(head.lines ?? []).filter(Boolean).map((text): Content => ({ text, fontSize: sheet.type - 1, color: muted, alignment: align }))];
  const what: Content[] = [...(head.what ? [{ text: head.what, bold: true, fontSize: sheet.type + (narrow ? 2 : 6), alignment: narrow ? 'center' : 'right' } as Content] : []), ...(head.number ? [{ text: head.number, color: muted, alignment: narrow ? 'center' : 'right' } as Content] : [])];
  return {
    stack: [narrow ? { stack: [...company, ...what] } : { columns: [{ stack: company, width: '*' }, { stack: what, width: 'auto', maxWidth: sheet.width / 2 } as Content], columnGap: 16 }, line(sheet, 6)],
    margin: [0, 0, 0, sheet.type],
  };
}
const line = (sheet: Sheet, above = 4): Content => ({ canvas: [{ type: 'line', x1: 0, y1: 0, x2: sheet.width, y2: 0, lineWidth: 0.6, lineColor: hair }], margin: [0, above, 0, 4] });

function contentOf(block: Block, sheet: Sheet, draw: (blocks: readonly Block[]) => Content[]): Content {
  switch (block.kind) {
    case 'heading': {
      const level = block.level ?? 2;
      return { text: block.text, bold: true, fontSize: sheet.type + [8, 4, 1][level - 1]!, margin: [0, level === 1 ? 0 : sheet.type, 0, 4], tocItem: level < 3, tocMargin: [(level - 1) * 14, 2, 0, 0], headlineLevel: level };
    }
    case 'text': return { text: block.text, alignment: block.align ?? 'left', ...(block.strong ? { bold: true } : {}), ...(block.muted ? { color: muted } : {}), ...(block.size ? { fontSize: block.size } : {}), margin: [0, 0, 0, 4] };
    case 'facts': return factsOf(block, sheet);
    case 'table': return tableOf(block, sheet);
    case 'sums': return {
      columns: [{ text: '', width: '*' }, { width: 'auto', layout: 'noBorders', table: { body: block.rows.map((r) => [{ text: r.label, color: r.strong ? ink : muted, bold: r.strong ?? false, margin: [0, 1, 18, 1] }, { text: r.value, alignment: 'right', bold: r.strong ?? false, fontSize: sheet.type + (r.strong ? 2 : 0), margin: [0, 1, 4, 1] }]) } }],
      margin: [0, 4, 0, 8], unbreakable: true,
    } as Content;
    case 'list': return block.ordered ? { ol: [...block.items], margin: [0, 0, 0, 6] } : { ul: [...block.items], margin: [0, 0, 0, 6] };
    case 'checklist': return { stack: block.items.map((i): Content => ({ columns: [{ width: 16, svg: tickBox(i.done ?? false), fit: [10, 10], margin: [0, 2, 0, 0] }, { text: i.text, width: '*' }] })), margin: [0, 2, 0, 6] };
    case 'qr': {
      const side = block.side ?? 90;
      const alignment = block.align ?? 'left';
      return { stack: [{ svg: renderSVG(block.text, { border: 0, ecc: 'M' }), width: side, alignment }, ...(block.caption ? [{ text: block.caption, fontSize: sheet.type - 2, color: muted, alignment, margin: [0, 3, 0, 0] } as Content] : [])], margin: [0, 4, 0, 6], unbreakable: true };
    }
    case 'picture': return { image: block.dataUrl, fit: [Math.min(block.width, sheet.width), 700], margin: [0, 4, 0, 6] };
    case 'drawing': return { svg: block.svg, fit: [Math.min(block.width, sheet.width), 700], margin: [0, 4, 0, 6] };
    case 'columns': return paperIsRoll(sheet) ? { stack: block.columns.flatMap((c) => draw(c)) } : { columns: block.columns.map((c, i) => ({ stack: draw(c), width: widthOf(block.widths?.[i] ?? 'rest') })), columnGap: 14 };
    case 'frame': return { table: { widths: ['*'], body: [[{ stack: draw(block.blocks), fillColor: tint, margin: [8, 6, 8, 4] }]] }, layout: { hLineWidth: () => 0, vLineWidth: (i: number) => (i === 0 ? 2 : 0), vLineColor: () => '#0f6b66' }, margin: [0, 4, 0, 8] };
    case 'signature': return { columns: block.labels.map((label) => ({ stack: [{ canvas: [{ type: 'line', x1: 0, y1: 34, x2: Math.min(190, sheet.width / block.labels.length - 12), y2: 34, lineWidth: 0.6, lineColor: ink }] }, { text: label, fontSize: sheet.type - 2, color: muted, margin: [0, 2, 0, 0] }] })), margin: [0, 10, 0, 6], unbreakable: true } as Content;
    case 'together': return { stack: draw(block.blocks), unbreakable: true } as Content;
    case 'line': return line(sheet);
    case 'gap': return { text: '', margin: [0, 0, 0, block.points ?? 8] };
    case 'page-break': return { text: '', pageBreak: 'after' };
    case 'contents': return { toc: { title: { text: block.title, bold: true, fontSize: sheet.type + 4, margin: [0, 0, 0, 6] } }, margin: [0, 0, 0, 12] };
  }
}
/** Too narrow for columns: what stands side by side elsewhere stands one below the other. */
const paperIsRoll = (sheet: Sheet): boolean => typeof sheet.size === 'object' && sheet.size.height === 'auto';
const widthOf = (width: number | 'rest' | 'fit'): number | '*' | 'auto' => (width === 'rest' ? '*' : width === 'fit' ? 'auto' : width);
const tickBox = (done: boolean) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect x="0.5" y="0.5" width="9" height="9" fill="none" stroke="${muted}" stroke-width="0.8"/>${done ? `<path d="M2 5.2 4.2 7.4 8.2 2.8" fill="none" stroke="${ink}" stroke-width="1.2"/>` : ''}</svg>`;

function factsOf(block: Extract<Block, { kind: 'facts' }>, sheet: Sheet): Content {
  const items = block.items.filter((i) => i.value !== '');
  if (items.length === 0) return { text: '' };
  const pairs = sheet.numbered && block.columns === 2 ? 2 : 1;
  const rows: TableCell[][] = [];
  for (let i = 0; i < items.length; i += pairs) {
    rows.push(Array.from({ length: pairs }, (_, k) => items[i + k]).flatMap((item): TableCell[] => [{ text: item?.label ?? '', color: muted, margin: [0, 1, 8, 1] }, { text: item?.value ?? '', margin: [0, 1, 8, 1] }]));
  }
  return { layout: 'noBorders', table: { widths: Array.from({ length: pairs }, () => ['auto', '*'] as const).flat(), body: rows }, margin: [0, 2, 0, 8] } as Content;
}

function tableOf(block: Extract<Block, { kind: 'table' }>, sheet: Sheet): Content {
  const pad = sheet.numbered ? 6 : 2;
  const cell = (text: string, i: number, more: Record<string, unknown>): TableCell => ({ text, alignment: block.columns[i]?.align ?? 'left', margin: [i === 0 ? 0 : pad, 3, i === block.columns.length - 1 ? 0 : pad, 3], ...more });
  return {
    table: { headerRows: 1, dontBreakRows: true, widths: block.columns.map((c) => (c.width === undefined ? 'auto' : widthOf(c.width))), body: [block.columns.map((c, i) => cell(c.title, i, { bold: true, color: muted, fontSize: sheet.type - 1 })), ...block.rows.map((row) => block.columns.map((_, i) => cell(row[i] ?? '', i, {})))] },
    layout: { hLineWidth: (i: number, node: { table: { body: unknown[] } }) => (i === 0 ? 0 : i === 1 || i === node.table.body.length ? 0.8 : 0.4), vLineWidth: () => 0, hLineColor: () => hair, paddingLeft: () => 0, paddingRight: () => 0 },
    margin: [0, 4, 0, 4],
  } as Content;
}
