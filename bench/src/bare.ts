import { createServer } from 'node:http';
import pg from 'pg';

/**
 * The physical limit next to a workload: a bare Node route that runs given SQL with no framework, no rights, no checks. Its own
 * process, started by the bench with the statement in its arguments: `bare.ts DATABASE_URL MODE SQL`.
 */
const [, , url = '', mode = 'read', text = ''] = process.argv;
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
const pool = new pg.Pool({ connectionString: url, max: 16 });
const statement = { name: 'bare', text };

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (c: Buffer) => chunks.push(c));
  request.on('end', () => {
    // `/29800` asks for number 29800.
    const asked = /^\/(\d+)$/.exec(request.url ?? '')?.[1];
    const values = asked ? [Number(asked)] : mode === 'write' ? (() => { const b = JSON.parse(Buffer.concat(chunks).toString()) as { subject: string; text: string; customerId: number }; return [b.subject, b.text, b.customerId]; })() : [];
    pool.query({ ...statement, values }).then(
      (r) => { response.setHeader('content-type', 'application/json'); response.end(mode === 'json' ? (r.rows[0] as { json: string }).json : JSON.stringify(r.rows)); },
      (e: Error) => { response.statusCode = 500; response.end(e.message); },
    );
  });
});
server.listen(0, '127.0.0.1', () => { const a = server.address(); process.stdout.write(`${typeof a === 'object' ? a?.port : ''}\n`); });
