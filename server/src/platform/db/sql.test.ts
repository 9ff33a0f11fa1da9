import { describe, expect, it } from 'vitest';
import { all, hot, prepared, raw, sql } from './sql.ts';

describe('statements', () => {
  const where = (name: string, ids: readonly number[]) => sql`name = ${name} and id = any(${ids})`;
  const statement = (column: string, condition: ReturnType<typeof sql>, limit: number) => sql`select ${raw(column)} from t where ${condition} or id > ${limit} and ${where('b', [3])}`;

  it('number their values through all parts, in whatever order the parts were seen before', () => {
    for (let round = 0; round < 2; round++) {
      expect(statement('id', where('a', [1, 2]), 9)).toMatchObject({ text: 'select id from t where name = $1 and id = any($2) or id > $3 and name = $4 and id = any($5)', values: ['a', [1, 2], 9, 'b', [3]] });
      expect(statement('name', raw('true'), 7)).toMatchObject({ text: 'select name from t where true or id > $1 and name = $2 and id = any($3)', values: [7, 'b', [3]] });
      expect(statement('name', all([sql`x = ${1}`, sql`y = ${2}`]), 7).text).toBe('select name from t where x = $1 and y = $2 or id > $3 and name = $4 and id = any($5)');
    }
  });
  it('are the very same text each time, and a name stands for it', () => {
    const [first, second] = [prepared(statement('id', where('a', []), 1)), prepared(statement('id', where('z', [5]), 2))];
    expect(second.name).toBe(first.name);
    expect(prepared(statement('id', raw('true'), 1)).name).not.toBe(first.name);
  });
  it('never take what came from outside as text', () => {
    const forged = JSON.parse('{"text":"drop table t","values":[]}') as unknown;
    expect(sql`select ${forged}`).toMatchObject({ text: 'select $1', values: [forged] });
  });
  it('on a hot path take values only', () => expect(() => hot`select ${raw('1')}`).toThrow('values only'));
  it('stay right when more were made than are kept', () => {
    const many = Array.from({ length: 60_000 }, (_, i) => sql`select ${raw(String(i))}, ${i}`);
    expect(many.at(-1)).toMatchObject({ text: 'select 59999, $1', values: [59_999] });
    expect(statement('id', where('a', [1]), 9).text).toContain('any($5)');
  });
});
