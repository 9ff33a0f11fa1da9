export type { Block, Paper, PaperSize } from './paper.ts';
export { createPapers } from './papers.ts';
export type { Papers, PapersOptions } from './papers.ts';
