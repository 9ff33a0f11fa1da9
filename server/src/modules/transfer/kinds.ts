import type { ImportChoice } from '@aftercare/contract/imports';
import type { Platform } from '../../platform/module/index.ts';
import type { Came, Fault, Kind, Row } from '../imports/index.ts';
import { readArchive } from './archive-read.ts';
import { type Bring, type Bringing, type Item, type Needs, createBring } from './bring.ts';
import { type FormKey, readForm } from './read.ts';
import { type Raw, TransferRecord } from './record.ts';
import { ticketFields, ticketOfRow } from './table.ts';
import { trial } from './trial.ts';
import { createUndo } from './undo.ts';

const account: ImportChoice = {
  key: 'account', usual: '1', name: { zh: '来自哪个账号', en: 'Which account it is from' },
  values: [{ value: '1', name: { zh: '唯一或第一个账号', en: 'The only one, or the first' } }, { value: '2', name: { zh: '第二个账号（编号另计）', en: 'A second one, with numbers of its own' } }, { value: '3', name: { zh: '第三个账号（编号另计）', en: 'A third one, with numbers of its own' } }],
};
const desks: readonly { readonly key: FormKey; readonly name: string; readonly zh: string; readonly en: string }[] = [
  { key: 'zendesk', name: 'Zendesk', zh: '工单、评论、附件链接、人员、标签与时间。管理中心 → 账户 → 工具 → 报告 → 导出，选择 JSON；或把 API 返回的 tickets、users、comments 打成 zip。', en: 'Tickets with comments, links to attachments, people, tags and times. Admin Center → Account → Tools → Reports → Export as JSON; or answers of its API for tickets, users and comments in one zip.' },
  { key: 'freshdesk', name: 'Freshdesk', zh: '工单、对话、备注、人员与时间。管理 → 账户 → 导出数据，选择 JSON，收到的 zip 直接上传；或 API 返回的 JSON。', en: 'Tickets with conversations, notes, people and times. Admin → Account → Export data as JSON: send the zip as it comes; or JSON answers of its API.' },
  { key: 'chatwoot', name: 'Chatwoot', zh: '会话与消息、联系人、客服、标签。用 API 取 conversations、messages、contacts、agents 的 JSON，打成 zip。', en: 'Conversations with messages, contacts, agents, labels. Fetch conversations, messages, contacts and agents by its API and put the JSON into one zip.' },
  { key: 'zammad', name: 'Zammad', zh: '工单、文章、人员、组与时间。用 API 取 tickets、ticket_articles、users、groups 的 JSON，打成 zip。', en: 'Tickets with articles, people, groups and times. Fetch tickets, ticket_articles, users and groups by its API and put the JSON into one zip.' },
  { key: 'osticket', name: 'osTicket', zh: '工单与回复、内部备注、人员、部门。用 phpMyAdmin 把 ost_ 开头的表导出为 JSON，或每张表一个 CSV，打成 zip。', en: 'Tickets with replies, internal notes, people, departments. Export the tables beginning with ost_ by phpMyAdmin as JSON, or one CSV a table in a zip.' },
];

/** Everything that brings in tickets: other desks' exports, tables, and our own archive. */
export function transferKinds(platform: Platform, needs: Needs, customerKind: Kind): Kind[] {
  const bring: Bring = createBring(platform, needs);
  const undo = createUndo(needs.tickets, { undo: customerKind.undo ?? (() => Promise.resolve({ stayed: 0 })) });
  const kind = (k: Pick<Kind, 'kind' | 'name' | 'about' | 'accept'> & Partial<Kind>, name: string, recordsOf: (row: Row) => { readonly records: readonly Raw[]; readonly faults: readonly Fault[] }): Kind => ({
    right: 'tickets.create', fields: [], choices: [account], batch: 2000, undo,
    ...k,
    async take(tx, rows, run): Promise<Came> {
      const b: Bringing = { source: run.choices['account'] === undefined || run.choices['account'] === '1' ? k.kind : `${k.kind}-${run.choices['account']}`, name, actor: run.actor, language: run.language };
      const faults: Fault[] = [];
      const items: Item[] = [];
      for (const row of rows) {
        const read = recordsOf(row);
        faults.push(...read.faults);
        for (const raw of read.records) {
          const parsed = TransferRecord.safeParse(raw);
          if (parsed.success) { items.push({ n: row.n, line: row.line, record: parsed.data }); continue; }
          const issue = parsed.error.issues[0];
          faults.push({ n: row.n, line: row.line, field: `${String(raw.kind ?? '?')} ${String((raw as { id?: unknown }).id ?? '')} ${issue?.path.join('.') ?? ''}`.trim(), value: '', key: 'transfer.bad-record', params: { message: issue?.message ?? '' } });
        }
      }
      const came = run.dry ? await trial(tx, items, b, run, needs.conversations) : await bring(tx, items, b);
      return { ...came, faults: [...faults, ...came.faults] };
    },
  });
  const one = (row: Row) => ({ records: [row.cells as Raw], faults: [] });
  return [
    ...desks.map((d) => kind({ kind: d.key, name: { zh: d.name, en: d.name }, about: { zh: d.zh, en: d.en }, accept: ['.json', '.ndjson', '.jsonl', '.zip', ...(d.key === 'osticket' ? ['.csv'] : [])], read: (open, name) => readForm(d.key, open, name) }, d.name, one)),
    kind({
      kind: 'tickets', name: { zh: '工单表格', en: 'Tickets from a table' }, about: { zh: '任何系统的工单 CSV 或 Excel：一行一张工单，带客户、第一句话和处理结果。', en: 'Tickets of any system as CSV or Excel: a line a ticket, with its customer, first words and answer.' },
      accept: ['.csv', '.xlsx', '.txt', '.tsv'], fields: ticketFields, batch: 500,
    }, 'CSV', ticketOfRow),
    kind({ kind: 'archive', name: { zh: 'Aftercare 归档', en: 'Aftercare archive' }, about: { zh: '另一套 Aftercare 导出的完整归档：客户、工单、消息、备注、历史和文件。', en: 'A whole archive of another Aftercare: customers, tickets, messages, notes, history and files.' }, accept: ['.gz', '.tgz'], right: 'imports.manage', read: (open) => readArchive(open, platform.files) }, 'Aftercare', one),
  ];
}
