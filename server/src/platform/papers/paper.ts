/** Paper sizes: letters, parcel and shelf labels, the roll of a counter's printer (as long as it gets), and a small sticker. */
export type PaperSize = 'A4' | 'A5' | 'receipt-80mm' | 'label-100x70mm';

/** A piece of a paper, in words of printing alone. Text is plain: nothing in it is markup. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string; /** 1 is the largest; 2 unless told. */ readonly level?: 1 | 2 | 3 }
  /** Stands on one page: a heading is not left alone at the foot of one. */
  | { readonly kind: 'together'; readonly blocks: readonly Block[] }
  | { readonly kind: 'text'; readonly text: string; readonly strong?: boolean; readonly muted?: boolean; readonly align?: 'left' | 'center' | 'right'; /** Points; 10 unless told. */ readonly size?: number }
  /** Label and value side by side; empty values are left out. `columns` 2 sets two pairs in a row. */
  | { readonly kind: 'facts'; readonly items: readonly { readonly label: string; readonly value: string }[]; readonly columns?: 1 | 2 }
  | { readonly kind: 'table'; readonly columns: readonly { readonly title: string; readonly align?: 'left' | 'right' | 'center'; /** Share of the free width, or points; as wide as its text unless told. */ readonly width?: 'rest' | number }[]; readonly rows: readonly (readonly string[])[] }
  /** Sums under a table, at the right edge. */
  | { readonly kind: 'sums'; readonly rows: readonly { readonly label: string; readonly value: string; readonly strong?: boolean }[] }
  | { readonly kind: 'list'; readonly items: readonly string[]; readonly ordered?: boolean }
  /** Boxes to tick by hand, or ticked. */
  | { readonly kind: 'checklist'; readonly items: readonly { readonly text: string; readonly done?: boolean }[] }
  | { readonly kind: 'qr'; readonly text: string; readonly caption?: string; /** Side in points; 90 unless told. */ readonly side?: number; readonly align?: 'left' | 'center' | 'right' }
  /** A PNG or JPEG as data URL. */
  | { readonly kind: 'picture'; readonly dataUrl: string; readonly width: number }
  | { readonly kind: 'drawing'; readonly svg: string; readonly width: number }
  | { readonly kind: 'columns'; readonly columns: readonly (readonly Block[])[]; /** Share of each; equal unless told. */ readonly widths?: readonly (number | 'rest' | 'fit')[] }
  /** Framed and tinted, to stand out. */
  | { readonly kind: 'frame'; readonly blocks: readonly Block[] }
  | { readonly kind: 'signature'; readonly labels: readonly string[] }
  | { readonly kind: 'line' } | { readonly kind: 'gap'; readonly points?: number } | { readonly kind: 'page-break' }
  /** Headings of the paper with their pages. */
  | { readonly kind: 'contents'; readonly title: string };

export interface Paper {
  readonly size: PaperSize;
  readonly language: 'zh-CN' | 'en';
  /** In the file's properties, and at the top of every page after the first. */
  readonly title: string;
  /** Company head of the first page. */
  readonly head?: { readonly company: string; readonly lines?: readonly string[]; /** At the right: what this is, its number. */ readonly what?: string; readonly number?: string };
  /** At the foot of every page; page numbers are added on A4 and A5. */
  readonly foot?: string;
  readonly blocks: readonly Block[];
}
