import pg from 'pg';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/**
 * The physical limit of mail: a bare SMTP door that reads a mail with the same library and writes its rows by one hand-written
 * statement before it says yes. No threads, charsets of its own, customers, clocks or routing. Started as `bare-mail.ts DATABASE_URL SQL`.
 */
const [, , url = '', text = ''] = process.argv;
const pool = new pg.Pool({ connectionString: url, max: 16 });
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
const { rows: [any] } = await pool.query<{ id: number }>('select min(id) as id from customer');

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, _session, done) {
    const chunks: Buffer[] = [];
    stream.on('data', (c: Buffer) => chunks.push(c));
    stream.on('end', () => {
      PostalMime.parse(Buffer.concat(chunks))
        .then((mail) => pool.query({ name: 'bare', text, values: [mail.subject ?? '', mail.text ?? '', any?.id] }))
        .then(() => done(), (error: Error) => done(error));
    });
  },
});
server.listen(0, '127.0.0.1', () => { const a = server.server.address(); process.stdout.write(`${typeof a === 'object' ? a?.port : ''}\n`); });
