import type { Names } from '@aftercare/contract/basics';
import type { ImportChoice } from '@aftercare/contract/imports';
import type { Platform } from '../../platform/module/index.ts';
import type { Came, Fault, Kind, Row } from '../imports/index.ts';
import { readArchive } from './archive-read.ts';
import { type Bring, type Bringing, type Item, type Needs, createBring } from './bring.ts';
import type { Fetching } from './fetching.ts';
import { type FormKey, readForm } from './read.ts';
import { type Raw, Thing, TransferRecord } from './record.ts';
import { createPlans } from './shelves/plan.ts';
import { baseNames, shelves as shelfList } from './shelves/shelves.ts';
import { type ThingItem, createTake } from './shelves/take.ts';
import { ticketFields, ticketOfRow } from './table.ts';
import { trial } from './trial.ts';
import { createUndo } from './undo.ts';

const account: ImportChoice = {
  key: 'account', usual: '1', name: { zh: '来自哪个账号', en: 'Which account it is from' },
  values: [{ value: '1', name: { zh: '唯一或第一个账号', en: 'The only one, or the first' } }, { value: '2', name: { zh: '第二个账号（编号另计）', en: 'A second one, with numbers of its own' } }, { value: '3', name: { zh: '第三个账号（编号另计）', en: 'A third one, with numbers of its own' } }],
};
const filesChoice: ImportChoice = {
  key: 'files', usual: 'fetch', name: { zh: '原系统里的附件', en: 'Files that lie in the former system' },
  values: [{ value: 'fetch', name: { zh: '在后台取回（每个不超过 25 MB）', en: 'Fetch them in the background, up to 25 MB each' } }, { value: 'link', name: { zh: '只保留链接', en: 'Leave links' } }],
};
const settings: ImportChoice = {
  key: 'settings', usual: 'leave', name: { zh: '对方的设置', en: 'How the other house works' },
  values: [{ value: 'leave', name: { zh: '不带入，保留本系统的设置', en: 'Leave it: this house keeps its own settings' }, }, { value: 'take', name: { zh: '一并带入（规则、队列、时限、渠道与 Webhook 先停用，流程先不上线）', en: 'Take it along: rules, queues, clocks, channels and webhooks come switched off, processes not live' } }],
};
/** Who takes over how a house works could have set it up by hand. */
const settingRights = ['org.manage', 'tickets.design', 'templates.manage', 'automation.manage', 'sla.manage', 'routing.manage', 'segments.manage', 'products.manage', 'repairs.manage', 'dispatch.manage', 'channels.manage', 'webhooks.manage', 'processes.manage'];
const desks: readonly { readonly key: FormKey; readonly name: string; readonly zh: string; readonly en: string; /** Its export says where files can be fetched. */ readonly files?: boolean }[] = [
  { key: 'zendesk', name: 'Zendesk', files: true, zh: '工单、评论、附件、人员、标签与时间。管理中心 → 账户 → 工具 → 报告 → 导出，选择 JSON；或把 API 返回的 tickets、users、comments 打成 zip。', en: 'Tickets with comments, attachments, people, tags and times. Admin Center → Account → Tools → Reports → Export as JSON; or answers of its API for tickets, users and comments in one zip.' },
  { key: 'freshdesk', name: 'Freshdesk', files: true, zh: '工单、对话、备注、人员与时间。管理 → 账户 → 导出数据，选择 JSON，收到的 zip 直接上传；或 API 返回的 JSON。', en: 'Tickets with conversations, notes, people and times. Admin → Account → Export data as JSON: send the zip as it comes; or JSON answers of its API.' },
  { key: 'chatwoot', name: 'Chatwoot', files: true, zh: '会话与消息、联系人、客服、标签。用 API 取 conversations、messages、contacts、agents 的 JSON，打成 zip。', en: 'Conversations with messages, contacts, agents, labels. Fetch conversations, messages, contacts and agents by its API and put the JSON into one zip.' },
  { key: 'zammad', name: 'Zammad', zh: '工单、文章、人员、组与时间。用 API 取 tickets、ticket_articles、users、groups 的 JSON，打成 zip；附件按 API 的路径 ticket_attachment/工单/文章/编号 放进同一个 zip 即一并导入。', en: 'Tickets with articles, people, groups and times. Fetch tickets, ticket_articles, users and groups by its API and put the JSON into one zip; files come along when they lie in it as the API calls them, ticket_attachment/TICKET/ARTICLE/FILE.' },
  { key: 'osticket', name: 'osTicket', zh: '工单与回复、内部备注、人员、部门。用 phpMyAdmin 把 ost_ 开头的表导出为 JSON，或每张表一个 CSV，打成 zip；附件随 ost_file_chunk 表一并导入，存放在文件夹里的可把文件夹放进 zip。', en: 'Tickets with replies, internal notes, people, departments. Export the tables beginning with ost_ by phpMyAdmin as JSON, or one CSV a table in a zip; files come along with the table ost_file_chunk, or as their folder in the zip.' },
];

const kindsLeft = Object.fromEntries(shelfList.flatMap((s): [string, Names][] => (s.told ? [[s.kind, s.told]] : [])));
const kindNames = { ...baseNames, ...Object.fromEntries(shelfList.map((s) => [s.kind, s.name])) };

/** Everything that brings in tickets: other desks' exports, tables, and our own archive. */
export function transferKinds(platform: Platform, needs: Needs, customerKind: Kind, fetching: Fetching): Kind[] {
  const shelves = createTake(platform, createPlans(platform.work));
  const bring: Bring = createBring(platform, needs, shelves, fetching);
  const undo = createUndo(needs.tickets, { undo: customerKind.undo ?? (() => Promise.resolve({ stayed: 0 })) }, shelves);
  const kind = (k: Pick<Kind, 'kind' | 'name' | 'about' | 'accept'> & Partial<Kind>, name: string, recordsOf: (row: Row) => { readonly records: readonly Raw[]; readonly faults: readonly Fault[] }): Kind => ({
    right: 'tickets.create', fields: [], choices: [account], batch: 2000, undo, kindNames, kindsLeft,
    ...k,
    async take(tx, rows, run): Promise<Came> {
      const b: Bringing = { source: run.choices['account'] === undefined || run.choices['account'] === '1' ? k.kind : `${k.kind}-${run.choices['account']}`, name, actor: run.actor, language: run.language, settings: run.choices['settings'] === 'take', fetchFiles: run.choices['files'] === 'fetch' };
      const faults: Fault[] = [];
      const items: Item[] = [];
      const things: ThingItem[] = [];
      const kinds: Record<string, { read: number; failed: number }> = {};
      const kindAt = new Map<number, string>();
      for (const row of rows) {
        const read = recordsOf(row);
        faults.push(...read.faults);
        for (const raw of read.records) {
          kindAt.set(row.n, raw.kind);
          const count = (kinds[String(raw.kind).slice(0, 40)] ??= { read: 0, failed: 0 });
          count.read += 1;
          const thing = k.kind === 'archive' && shelves.isThing(raw.kind);
          const parsed = thing ? Thing.safeParse(raw) : TransferRecord.safeParse(raw);
          if (parsed.success && thing) things.push({ n: row.n, line: row.line, record: parsed.data });
          else if (parsed.success) items.push({ n: row.n, line: row.line, record: parsed.data as TransferRecord });
          if (parsed.success) continue;
          const issue = parsed.error.issues[0];
          faults.push({ n: row.n, line: row.line, field: `${String(raw.kind ?? '?')} ${String((raw as { id?: unknown }).id ?? '')} ${issue?.path.join('.') ?? ''}`.trim(), value: '', key: 'transfer.bad-record', params: { message: issue?.message ?? '' } });
        }
      }
      const came = run.dry ? await trial(tx, items, things, b, run, needs.conversations) : await bring(tx, items, things, b);
      const all = [...faults, ...came.faults];
      for (const n of new Set(all.map((f) => f.n))) { const count = kinds[kindAt.get(n) ?? '']; if (count) count.failed += 1; }
      return { ...came, faults: all, kinds };
    },
  });
  const one = (row: Row) => ({ records: [row.cells as Raw], faults: [] });
  return [
    ...desks.map((d) => kind({ kind: d.key, choices: d.files ? [account, filesChoice] : [account], name: { zh: d.name, en: d.name }, about: { zh: d.zh, en: d.en }, accept: ['.json', '.ndjson', '.jsonl', '.zip', ...(d.key === 'osticket' ? ['.csv'] : [])], read: (open, name) => readForm(d.key, open, name, platform.files) }, d.name, one)),
    kind({
      kind: 'tickets', name: { zh: '工单表格', en: 'Tickets from a table' }, about: { zh: '任何系统的工单 CSV 或 Excel：一行一张工单，带客户、第一句话和处理结果。', en: 'Tickets of any system as CSV or Excel: a line a ticket, with its customer, first words and answer.' },
      accept: ['.csv', '.xlsx', '.txt', '.tsv'], fields: ticketFields, batch: 500,
    }, 'CSV', ticketOfRow),
    kind({ kind: 'archive', name: { zh: 'Aftercare 归档', en: 'Aftercare archive' }, about: { zh: '另一套 Aftercare 导出的完整归档：客户、工单、消息、文件，以及产品、订单、维修、上门、配件、合同、问卷和设置。', en: 'A whole archive of another Aftercare: customers, tickets, messages and files, products, orders, repairs, visits, parts, contracts, surveys and settings.' }, accept: ['.gz', '.tgz'], right: 'imports.manage', choices: [account, settings], needs: (choices) => (choices['settings'] === 'take' ? settingRights : []), read: (open) => readArchive(open, platform.files) }, 'Aftercare', one),
  ];
}
