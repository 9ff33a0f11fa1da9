import { type Handle, type Tx, all, hot, sql } from '../../../platform/db/index.ts';

export const putWords = (db: Handle, words: readonly string[]) => db.run(hot`insert into search_word (word) select w from unnest(${words}::text[]) w order by w on conflict do nothing`);
export const putBeginnings = (db: Handle, words: readonly string[]) => db.run(hot`insert into search_beginning (word) select w from unnest(${words}::text[]) w order by w on conflict do nothing`);
/** So many words begin alike: then it is hardly begun. */
export const mostBeginnings = 400;
export const beginningWith = async (db: Handle, word: string) => (await db.rows<{ word: string }>(hot`select word from search_beginning where word >= ${word} and word < ${word} || chr(1114111) limit 400`)).map((r) => r.word);
/** Words spelt like this one, the nearest first. */
export const spelledLike = async (db: Handle, word: string) => (await db.rows<{ word: string }>(hot`select word from search_word where word % ${word} and word <> ${word} and abs(length(word) - length(${word})) <= 2 order by similarity(word, ${word}) desc, length(word), word limit 6`)).map((r) => r.word);
export const putNameWords = (db: Handle, list: readonly { word: string; customerId: number }[]) => db.run(hot`insert into search_name_word (word, borne_by) select word, min("customerId") from json_to_recordset(${JSON.stringify(list)}::json) as w(word text, "customerId" bigint) group by word order by word on conflict do nothing`);
/** Words that these customers no longer bear are somebody else's, or go. */
export async function dropNameWords(tx: Tx, customerIds: readonly number[]): Promise<void> {
  const lost = await tx.rows<{ word: string; bearer: number | null }>(sql`select w.word, (select o.id from customer o where o.name ilike '%' || w.word || '%' limit 1) as bearer
    from search_name_word w left join customer c on c.id = w.borne_by where w.borne_by = any(${customerIds}) and strpos(lower(coalesce(c.name, '')), w.word) = 0`);
  const kept = lost.filter((l) => l.bearer !== null);
  const gone = lost.filter((l) => l.bearer === null).map((l) => l.word);
  if (kept.length > 0) await tx.run(sql`update search_name_word w set borne_by = k.bearer from json_to_recordset(${JSON.stringify(kept)}::json) as k(word text, bearer bigint) where w.word = k.word`);
  if (gone.length > 0) await tx.run(sql`delete from search_name_word where word = any(${gone})`);
}
/** Words of names spelt like this one, the nearest first; the word itself, when it is one. */
export const namedLike = async (db: Handle, word: string) => (await db.rows<{ word: string }>(hot`select word from search_name_word where word % ${word} and abs(length(word) - length(${word})) <= 2 order by similarity(word, ${word}) desc, word limit 6`)).map((r) => r.word);
const holds = (word: string) => sql`name ilike ${`%${word.replaceAll(/[\\%_]/g, (x) => `\\${x}`)}%`}`;
/** Customers whose name holds all of these. */
export const customersNamed = (db: Handle, words: readonly string[], limit: number) => db.rows<{ id: number }>(sql`select id from customer where ${all(words.map(holds))} limit ${limit}`);
