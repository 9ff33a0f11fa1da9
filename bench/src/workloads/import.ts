import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from '../harness.ts';
import type { Line } from '../report.ts';

const tickets = 9_000;
const eventsEach = 8;
const subjects = ['打印机无法连接网络', 'Screen stays black after the update', '发票抬头写错了需要重开', 'Battery swells', '扫地机器人不回充'];
const words = ['It stopped this morning, the light keeps blinking and restarting twice changed nothing.', '今天早上开始就连不上网，重启两次指示灯还是一直闪，麻烦尽快处理。', 'Please hold the button for ten seconds and tell us which light comes on.', '您好，请长按按钮十秒，告诉我们哪个灯亮起来，我们马上为您安排。'];

/** An export of Zendesk: a ticket a line with its comments inside; each ticket, comment and note is one event. */
function historyOf(): Buffer {
  const lines: string[] = [];
  for (let n = 1; n <= tickets; n++) {
    const at = (minutes: number) => new Date(Date.UTC(2024, 0, 1) + (n * 47 + minutes) * 60_000).toISOString();
    const requester = { id: 1000 + (n % 3000), name: n % 2 === 0 ? `客户 ${n % 3000}` : `Customer ${n % 3000}`, email: `c${n % 3000}@bench.example`, role: 'end-user' };
    const assignee = { id: 1 + (n % 40), name: `Agent ${n % 40}`, email: `zagent${n % 40}@bench.example`, role: 'agent' };
    const comments = Array.from({ length: eventsEach - 1 }, (_, i) => ({
      id: n * 100 + i, author_id: i % 2 === 0 ? requester.id : assignee.id, public: i !== 3, plain_body: `${words[(n + i) % words.length]} ${n}-${i}`, html_body: `<p>${words[(n + i) % words.length]} ${n}-${i}</p>`, created_at: at(i * 20),
      attachments: i === 0 && n % 5 === 0 ? [{ file_name: 'photo.jpg', content_type: 'image/jpeg', size: 120_000, content_url: `https://acme.zendesk.com/attachments/${n}` }] : [],
    }));
    lines.push(JSON.stringify({ id: n, subject: `${subjects[n % subjects.length]} ${n}`, status: n % 20 === 0 ? 'open' : n % 7 === 0 ? 'solved' : 'closed', priority: ['low', 'normal', 'high'][n % 3], via: { channel: n % 3 === 0 ? 'chat' : 'email' }, requester_id: requester.id, requester, assignee_id: assignee.id, assignee, group: { id: n % 6 + 1, name: `Group ${n % 6}` }, tags: [`tag${n % 30}`], custom_fields: [], created_at: at(0), updated_at: at(300), comments }));
  }
  return Buffer.from(`${lines.join('\n')}\n`);
}

/** A history of 72,000 events from another desk: tried, brought in, found; then everything out again as an archive. */
export async function importing(bench: Bench): Promise<Line[]> {
  const headers = { authorization: `Bearer ${bench.key}`, 'content-type': 'application/json' };
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${bench.base}/api/v1${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  interface Run { id: number; state: string; created: number; failed: number; skipped: number; error: string | null }
  const over = async (path: string): Promise<Run> => {
    for (;;) {
      const run = await ask<Run>('GET', path);
      if (run.state === 'failed') throw new Error(run.error ?? 'failed');
      if (run.state === 'done' || run.state === 'undone') return run;
      await sleep(100);
    }
  };
  const file = historyOf();
  const events = tickets * eventsEach;
  const uploaded = await fetch(`${bench.base}/api/v1/imports/files?name=zendesk.json`, { method: 'POST', headers: { authorization: headers.authorization, 'content-type': 'application/octet-stream' }, body: new Uint8Array(file) });
  const { id: fileId } = (await uploaded.json()) as { id: number };
  const { id } = await ask<Run>('POST', '/imports', { kind: 'zendesk', fileId });
  const timed = async (dry: boolean) => {
    const begun = performance.now();
    await ask('POST', `/imports/${id}/start`, { dry, mapping: {}, choices: {} });
    const run = await over(`/imports/${id}`);
    return { seconds: (performance.now() - begun) / 1000, run };
  };
  const trial = await timed(true);
  const begun = performance.now();
  const real = await timed(false);
  // Found means: the newest words are in the search.
  for (const last = `${tickets}-6`; ; await sleep(200)) if ((await ask<{ items: unknown[] }>('GET', `/search?q=${encodeURIComponent(`"${last}"`)}`)).items.length > 0) break;
  const found = (performance.now() - begun) / 1000;
  const [{ n = '0' } = {}] = (await bench.db.query<{ n: string }>(`select (select count(*) from ticket where fields ->> 'importedFrom' = 'zendesk') + (select count(*) from message where external_id like 'zendesk:%') + (select count(*) from ticket_note) as n`)).rows;
  const whole = Number(n) === events && real.run.failed === 0;
  const out = performance.now();
  const made = await ask<Run>('POST', '/exports', { what: 'everything', form: 'archive' });
  const exported = await over(`/exports/${made.id}`) as unknown as { counts: Record<string, number>; size: number };
  const exportSeconds = (performance.now() - out) / 1000;
  const records = Object.values(exported.counts).reduce((a, b) => a + b, 0);
  const note = `${(file.length / 2 ** 20).toFixed(0)} MB of JSON, ${tickets} tickets`;
  return [
    { workload: 'import 72,000 events', figure: 'tried', value: trial.seconds, unit: 's', target: '–', ok: trial.run.failed === 0, note },
    { workload: 'import 72,000 events', figure: 'brought in', value: real.seconds, unit: 's', target: '< 60', ok: real.seconds < 60 && whole, note: `${n} of ${events} there, ${(events / real.seconds).toFixed(0)} a second` },
    { workload: 'import 72,000 events', figure: 'all searchable', value: found, unit: 's', target: '< 60', ok: found < 60 },
    { workload: 'export everything', figure: 'archive', value: exportSeconds, unit: 's', target: '–', ok: true, note: `${records} records, ${(exported.size / 2 ** 20).toFixed(1)} MB packed, ${(records / exportSeconds).toFixed(0)} a second` },
  ];
}
