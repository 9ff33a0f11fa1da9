import { crc32, deflateSync } from 'node:zlib';
import type { Random } from './random.ts';

export interface Picture { readonly name: string; readonly bytes: Uint8Array; /** Keys of the topics it belongs to; none: any. */ readonly about: readonly string[] }
/** A photo that fits what is talked about. */
export function pictureFor<P extends { name: string }>(random: Random, topic: string, pictures: readonly P[]): P | null {
  const fitting = shots.filter((s) => s.about.length === 0 || s.about.includes(topic)).toSorted((a, b) => b.about.length - a.about.length);
  const name = (random.chance(0.75) ? fitting[0] : fitting.at(-1))?.name;
  return pictures.find((p) => p.name === name) ?? null;
}
type Color = readonly [number, number, number];

const width = 480;
const height = 320;

/** A canvas of plain rectangles and discs: enough for pictures that look like something in a list of attachments. */
class Canvas {
  readonly pixels = new Uint8Array(width * height * 3);
  constructor(top: Color, bottom: Color) {
    for (let y = 0; y < height; y++) this.box(0, y, width, 1, [0, 1, 2].map((i) => Math.round((top[i] ?? 0) + ((bottom[i] ?? 0) - (top[i] ?? 0)) * (y / height))) as unknown as Color);
  }
  #set(x: number, y: number, [r, g, b]: Color): void {
    const at = (y * width + x) * 3;
    this.pixels[at] = r; this.pixels[at + 1] = g; this.pixels[at + 2] = b;
  }
  box(x: number, y: number, w: number, h: number, color: Color): this {
    for (let j = Math.max(0, y); j < Math.min(height, y + h); j++) for (let i = Math.max(0, x); i < Math.min(width, x + w); i++) this.#set(i, j, color);
    return this;
  }
  disc(cx: number, cy: number, radius: number, color: Color): this {
    for (let y = Math.max(0, cy - radius); y < Math.min(height, cy + radius); y++) for (let x = Math.max(0, cx - radius); x < Math.min(width, cx + radius); x++) if ((x - cx) ** 2 + (y - cy) ** 2 < radius ** 2) this.#set(x, y, color);
    return this;
  }
  /** A seven-segment display. */
  digits(x: number, y: number, text: string, color: Color): this {
    const segments: Record<string, string> = { E: 'adefg', '1': 'bc', '0': 'abcdef', '4': 'bcfg', '2': 'abdeg' };
    const places: Record<string, readonly [number, number, number, number]> = { a: [8, 0, 34, 8], b: [42, 8, 8, 34], c: [42, 50, 8, 34], d: [8, 84, 34, 8], e: [0, 50, 8, 34], f: [0, 8, 8, 34], g: [8, 42, 34, 8] };
    [...text].forEach((c, i) => { for (const s of segments[c] ?? '') { const [dx, dy, w, h] = places[s] ?? [0, 0, 0, 0]; this.box(x + i * 68 + dx, y + dy, w, h, color); } });
    return this;
  }
}

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8 + body.length);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), 4 + body.length);
  return frame;
};

function toPng({ pixels }: Canvas): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * width * 3, (y + 1) * width * 3), y * (width * 3 + 1) + 1);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', new Uint8Array(0))]);
}

const shots: readonly Omit<Picture, 'bytes'>[] = [
  { name: 'error-display.png', about: ['fryer', 'battery', 'warranty', 'wifi'] }, { name: 'printed-page.png', about: ['streaks', 'jam', 'driver'] }, { name: 'robot-in-front-of-base.png', about: ['docking', 'brush', 'map'] },
  { name: 'damaged-box.png', about: ['delivery', 'refund', 'complaint'] }, { name: 'serial-label.png', about: [] },
];

/** Photos that customers send: a display with a fault, a streaked page, a robot in front of its base, a crushed box, a label. */
export function drawPictures(): Picture[] {
  const page = new Canvas([205, 200, 190], [170, 165, 155]).box(120, 20, 240, 290, [250, 250, 247]).box(150, 20, 5, 290, [25, 25, 28]);
  for (let i = 0; i < 12; i++) page.box(170, 50 + i * 20, 90 + ((i * 53) % 80), 6, [120, 120, 125]);
  const label = new Canvas([60, 62, 66], [38, 40, 44]).box(70, 70, 340, 180, [238, 236, 230]);
  for (let i = 0, x = 95; x < 380; i++, x += 4 + ((i * 7) % 6)) label.box(x, 150, 1 + ((i * 5) % 4), 70, [20, 20, 22]);
  label.box(95, 90, 150, 12, [70, 70, 74]).box(95, 114, 220, 8, [120, 120, 124]);
  const drawn = [
    toPng(new Canvas([92, 96, 102], [44, 46, 52]).box(110, 80, 260, 160, [14, 16, 18]).digits(175, 114, 'E1', [255, 92, 60])),
    toPng(page),
    toPng(new Canvas([214, 190, 158], [176, 146, 112]).box(0, 0, 480, 90, [236, 234, 228]).box(190, 40, 100, 70, [52, 54, 60]).disc(215, 215, 78, [34, 36, 40]).disc(215, 215, 66, [58, 61, 68]).disc(215, 200, 18, [24, 26, 30]).disc(215, 255, 5, [255, 170, 40])),
    toPng(new Canvas([228, 226, 222], [196, 192, 186]).box(90, 70, 300, 200, [184, 142, 92]).box(90, 160, 300, 16, [222, 200, 150]).disc(380, 90, 60, [228, 226, 222]).box(318, 112, 60, 10, [120, 88, 52]).box(300, 130, 44, 8, [120, 88, 52])),
    toPng(label),
  ];
  return shots.map((shot, i) => ({ ...shot, bytes: drawn[i] ?? new Uint8Array(0) }));
}
