import { parse } from 'csv-parse';
import { Readable } from 'node:stream';
import { storableIn } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { FileStore } from '../../platform/files/index.ts';
import type { Opening } from '../imports/index.ts';
import { type Part, partsOf } from './files.ts';
import { chatwoot } from './forms/chatwoot.ts';
import type { Form, Found } from './forms/form.ts';
import { freshdesk } from './forms/freshdesk.ts';
import { osticket } from './forms/osticket.ts';
import { zammad } from './forms/zammad.ts';
import { zendesk } from './forms/zendesk.ts';
import { filesInside } from './inside.ts';
import { itemsOf } from './items.ts';
import { type Raw, ranks } from './record.ts';

export const forms = { zendesk: () => zendesk, freshdesk: () => freshdesk, chatwoot: () => chatwoot, zammad: () => zammad, osticket } satisfies Record<string, () => Form & { learn?(found: Found): void }>;
export type FormKey = keyof typeof forms;

async function* rowsOf(part: Part): AsyncGenerator<Found> {
  const source = Readable.from(part.text());
  const parser = source.pipe(parse({ bom: true, columns: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, max_record_size: 16 * 1024 * 1024 }));
  source.on('error', (error) => parser.destroy(error));
  try {
    for await (const value of parser as AsyncIterable<Record<string, unknown>>) yield { file: part.name, path: ['*'], beside: {}, value };
  } catch { throw new Refusal('invalid-input', { key: 'transfer.broken-csv', params: { name: part.name } }); } finally { source.destroy(); parser.destroy(); }
}

async function* found(parts: readonly Part[], isFile: (name: string) => boolean = () => false): AsyncGenerator<Found> {
  for (const part of parts) {
    if (isFile(part.name)) continue;
    if (/\.csv$/i.test(part.name)) yield* rowsOf(part);
    else if (/\.(json|ndjson|jsonl|txt)$/i.test(part.name) || parts.length === 1) for await (const item of itemsOf(part)) yield { ...item, file: part.name };
  }
}

/**
 * What another desk's export holds, people first, then tickets, then what stands on them; the file is gone through once for each, so that it may
 * stand in any order and nothing but the numbers of people is remembered.
 * @throws Refusal `invalid-input` when nothing in it is known
 */
export async function* readForm(key: FormKey, open: Opening, name: string, files: Pick<FileStore, 'put'>): AsyncGenerator<{ line: number; cells: Raw }> {
  const parts = await partsOf(open, name);
  const form: Form & { learn?(one: Found): void } = forms[key]();
  const things = () => found(parts, (part) => form.fileAt?.(part) != null);
  if (form.learn) for await (const one of things()) form.learn(one);
  for await (const record of filesInside(form, open, things, files)) yield { line: 0, cells: record };
  const told = new Set<string>();
  let any = false;
  for (const rank of [0, 1, 2]) {
    let line = 0;
    for await (const one of things()) {
      line += 1;
      for (const record of form.read(one)) {
        if (ranks[record.kind] !== rank) continue;
        if (rank === 0) {
          // The same person stands in each of their tickets.
          const who = `${record.kind} ${record.id}`;
          if (told.has(who)) continue;
          told.add(who);
        }
        any = true;
        yield { line, cells: storableIn(record) };
      }
    }
  }
  if (!any) throw new Refusal('invalid-input', { key: 'transfer.nothing-known', params: { name: key } });
}
