import { type Handle, hot, sql } from '../../../platform/db/index.ts';

export const putWords = (db: Handle, words: readonly string[]) => db.run(hot`insert into search_word (word) select w from unnest(${words}::text[]) w order by w on conflict do nothing`);
/** Words spelt like this one, the nearest first. */
export const spelledLike = async (db: Handle, word: string) => (await db.rows<{ word: string }>(hot`select word from search_word where word % ${word} and word <> ${word} and abs(length(word) - length(${word})) <= 2 order by similarity(word, ${word}) desc, length(word), word limit 3`)).map((r) => r.word);
/** Names of customers spelt like this; `name` is what is like it. */
export const customersLike = (db: Handle, name: string, limit: number) => db.rows<{ id: number }>(sql`select id from customer where name % ${name} order by similarity(name, ${name}) desc limit ${limit}`);
