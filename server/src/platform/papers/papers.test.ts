import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, describe, expect, it } from 'vitest';
import { type Block, createPapers, type Paper } from './index.ts';

const papers = createPapers();
afterAll(() => papers.stop());

const paper = (more: Partial<Paper>): Paper => ({ size: 'A4', language: 'zh-CN', title: '发票 2026-00017', blocks: [], ...more });
async function read(p: Paper) {
  const pdf = await getDocumentProxy(new Uint8Array(await papers.render(p)));
  const { text, totalPages } = await extractText(pdf, { mergePages: true });
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = (await pdf.getPage(1)).view;
  return { text: text.replaceAll(/\s+/g, ''), pages: totalPages, width: Math.round(((x1 - x0) * 25.4) / 72), height: Math.round(((y1 - y0) * 25.4) / 72) };
}

describe('papers', () => {
  it('hold Chinese text that can be read out again, headings, tables and sums', async () => {
    const { text, pages } = await read(paper({
      head: { company: '晴川电器售后服务有限公司', lines: ['上海市浦东新区张江路 1 号'], what: '发票', number: 'INV-2026-00017' }, foot: '谢谢惠顾',
      blocks: [
        { kind: 'heading', text: '维修费用' },
        { kind: 'facts', columns: 2, items: [{ label: '客户', value: '欧阳雪' }, { label: '空', value: '' }] },
        { kind: 'table', columns: [{ title: '项目', width: 'rest' }, { title: '金额', align: 'right' }], rows: [['压缩机（变频）更换', '¥1,280.00'], ['上门费', '¥80.00']] },
        { kind: 'sums', rows: [{ label: '合计', value: '¥1,360.00', strong: true }] },
        { kind: 'signature', labels: ['客户签字', '工程师签字'] },
      ],
    }));
    expect(pages).toBe(1);
    for (const word of ['晴川电器售后服务有限公司', 'INV-2026-00017', '维修费用', '欧阳雪', '压缩机（变频）更换', '¥1,280.00', '合计', '客户签字', '谢谢惠顾', '1/1']) expect(text).toContain(word);
    expect(text).not.toContain('空');
  });
  it('breaks long tables over pages and repeats their head', async () => {
    const rows = Array.from({ length: 120 }, (_, i) => [`第 ${i + 1} 行`, '一段很长的说明文字，超出一行时在汉字之间换行而不会撑出纸外。'.repeat(2)]);
    const { text, pages } = await read(paper({ blocks: [{ kind: 'table', columns: [{ title: '序号' }, { title: '说明', width: 'rest' }], rows }] }));
    expect(pages).toBeGreaterThan(3);
    expect(text.split('序号').length - 1).toBe(pages);
    expect(text).toContain('第120行');
  });
  it.each([['A5', 148, 210], ['label-100x70mm', 100, 70]] as const)('comes as %s', async (size, width, height) => {
    expect(await read(paper({ size, blocks: [{ kind: 'text', text: '收件人：王芳' }, { kind: 'qr', text: 'https://example.com/r/1', side: 60 }] }))).toMatchObject({ pages: 1, width, height });
  });
  it('comes on an 80 mm roll, as long as its words', async () => {
    const words = (n: number): Block[] => Array.from({ length: n }, (_, i) => ({ kind: 'text', text: `物品 ${i}` }));
    const [short, long] = [await read(paper({ size: 'receipt-80mm', blocks: words(3) })), await read(paper({ size: 'receipt-80mm', blocks: words(80) }))];
    expect([short.width, long.width, long.pages]).toEqual([80, 80, 1]);
    expect(long.height).toBeGreaterThan(short.height + 200);
  });
  it('reads no file and no address that somebody wrote into it, and stays of use after a failure', async () => {
    await expect(papers.render(paper({ blocks: [{ kind: 'picture', dataUrl: '/etc/passwd', width: 100 }] }))).rejects.toThrow();
    await expect(papers.render(paper({ blocks: [{ kind: 'picture', dataUrl: 'http://127.0.0.1:1/x.png', width: 100 }] }))).rejects.toThrow();
    expect((await read(paper({ blocks: [{ kind: 'text', text: '{{x}} <b>照原样</b>' }] }))).text).toContain('<b>照原样</b>');
  });
  it('lets its thread go when nothing is to be printed, and begins anew', async () => {
    const brief = createPapers({ idleMs: 20 });
    expect((await brief.render(paper({ blocks: [{ kind: 'text', text: '一' }] }))).length).toBeGreaterThan(500);
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect((await brief.render(paper({ blocks: [{ kind: 'text', text: '二' }] }))).length).toBeGreaterThan(500);
    brief.stop();
  });
});
