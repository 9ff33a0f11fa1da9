import type { Bench } from '../harness.ts';
import { againstBare } from '../limit.ts';
import { load } from '../load.ts';
import type { Line } from '../report.ts';
import { found as foundAfter } from './found.ts';

async function countAll(bench: Bench, word: string): Promise<number> {
  let [found, after] = [0, ''];
  do {
    const answer = await fetch(`${bench.base}/api/v1/search?limit=100&q=${encodeURIComponent(word)}${after ? `&after=${after}` : ''}`, { headers: { authorization: `Bearer ${bench.key}` } });
    const { items, next } = (await answer.json()) as { items: { kind: string }[]; next: string | null };
    found += items.filter((i) => i.kind === 'ticket').length;
    after = next ?? '';
  } while (after);
  return found;
}

/** The newest fifty tickets with the word, by hand: by the same index, nobody's rights, no snippets, no people. */
const bareSql = `select coalesce(json_agg(x), '[]')::text as json from (select t.id, t.subject, t.status, c.name, left(e.body, 200) as text, e.at from (
    select ticket_id, max(id) as id from search_entry where tokens @@ '''增值'' & ''值税'''::tsquery group by ticket_id order by ticket_id desc limit 50) f
  join search_entry e on e.id = f.id join ticket t on t.id = f.ticket_id join customer c on c.id = t.customer_id order by t.id desc) x`;

/** A rare English word, and a Chinese word inside the sentences of thousands of tickets; two characters as well. */
export async function search(bench: Bench, seconds: number, words: { rare: string; chinese: number }): Promise<Line[]> {
  const ask = (word: string) => load({ cpu: bench.cpu, url: `${bench.base}/api/v1/search?limit=50&q=${encodeURIComponent(word)}`, headers: { authorization: `Bearer ${bench.key}` }, clients: 16, seconds });
  const rare = await ask(words.rare);
  const bare = await againstBare(bench, 'json', bareSql, (bare) => load({ ...bare, clients: 16, seconds }));
  const tax = await ask('增值税');
  const two = await ask('增值');
  const found = await countAll(bench, '增值税');
  return [
    { workload: 'search, rare English word', figure: 'rate, 16 clients', value: rare.perSecond, unit: '/s', target: '≥ 800/s', ok: rare.perSecond >= 800 && rare.errors === 0, cpu: rare.cpu },
    { workload: 'search, rare English word', figure: 'p95', value: rare.p95, unit: 'ms', target: '< 40 ms', ok: rare.p95 < 40 },
    { workload: 'search, 增值税', figure: `found of ${words.chinese}`, value: found, unit: '', target: 'all', ok: found === words.chinese },
    { workload: 'search, 增值税', figure: 'first page p95', value: tax.p95, unit: 'ms', target: '< 30 ms', ok: tax.p95 < 30, note: `${tax.perSecond.toFixed(0)}/s at 16 clients; bare route ${bare.perSecond.toFixed(0)}/s, p95 ${bare.p95.toFixed(0)} ms`, cpu: tax.cpu, limitCpu: bare.cpu },
    ...await foundAfter(bench),
    { workload: 'search, 增值', figure: 'first page p95', value: two.p95, unit: 'ms', target: '< 30 ms', ok: two.p95 < 30, note: `${two.perSecond.toFixed(0)}/s at 16 clients`, cpu: two.cpu },
  ];
}
