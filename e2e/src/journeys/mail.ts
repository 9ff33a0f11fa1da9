import { api } from '@aftercare/contract';
import { createTransport } from 'nodemailer';
import { sitDown } from '../desk.ts';
import { encodeGb18030 } from '../gb18030.ts';
import type { Journey } from '../main.ts';
import { expect, until } from '../until.ts';

const customer = { name: '欧阳𠮷', address: 'ouyang@kunde.example' };
const subject = '冰箱不制冷，门封条有裂缝——型号 𠮷祥 W8';
const word = (text: string) => `=?GB18030?B?${encodeGb18030(text).toString('base64')}?=`;

/** As a Chinese mail program of some years ago writes it: everything in GB18030, four-byte characters among it. */
function letter(to: string): Buffer {
  const head = [
    `From: ${word(customer.name)} <${customer.address}>`, `To: <${to}>`, `Subject: ${word(subject.slice(0, 12))}\r\n ${word(subject.slice(12))}`, `Date: ${new Date().toUTCString()}`,
    'Message-ID: <letter-1@kunde.example>', 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=GB18030', 'Content-Transfer-Encoding: 8bit', 'X-Mailer: Foxmail 7',
  ].join('\r\n');
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`), encodeGb18030('您好：\r\n昨晚开始不制冷，冷藏室已经 18 度。喜欢你们的牌子，请尽快上门。\r\n')]);
}

export const mailJourney: Journey = {
  name: 'mail: GB18030 in, answered, the reply threads, closed',
  async run(stage) {
    const { house, sink, system } = stage;
    const client = createTransport({ host: '127.0.0.1', port: system.smtpPort, ignoreTLS: true });
    const desk = await sitDown(stage, house.chen);
    await client.sendMail({ envelope: { from: customer.address, to: house.mailbox }, raw: letter(house.mailbox) });

    await desk.open(subject);
    await desk.timeline.getByText('喜欢你们的牌子').waitFor();
    await desk.timeline.getByText(customer.name).first().waitFor();
    const id = Number(new URL(desk.page.url()).pathname.split('/').at(-1));
    const told = await sink.next('the confirmation', (m) => m.to.includes(customer.address) && m.header('auto-submitted') === 'auto-replied');
    expect(told.read.subject.includes(subject), `the confirmation's subject is "${told.read.subject}"`);

    const answer = '您好，师傅今天 14:00 上门，请保持电话畅通。';
    await desk.answer(answer, 'wait');
    const sent = await sink.next('the answer', (m) => m.to.includes(customer.address) && m.read.text.includes(answer));
    expect(sent.header('in-reply-to') !== '' && sent.header('references').includes('<letter-1@kunde.example>'), `the answer does not point to the customer's mail: ${sent.header('references')}`);
    expect(sent.read.subject === `回复：${subject} [#${id}]`, `the answer's subject is "${sent.read.subject}"`);
    expect(sent.read.from?.address === house.mailbox && sent.read.from.name.includes('陈曦'), `the answer comes from ${sent.header('from')}`);
    expect(sent.read.replyTo[0]?.address.endsWith('@brook.example') && sent.read.replyTo[0].address !== house.mailbox, `answers would go to ${sent.header('reply-to')}`);
    expect(sent.header('auto-submitted') === '', 'a person wrote it, yet the mail says a machine did');
    await desk.timeline.getByRole('listitem').filter({ hasText: answer }).getByText('Sent', { exact: true }).waitFor();

    const quoted = sent.read.text.trim().replace(/^/gm, '> ');
    await client.sendMail({ from: customer, to: sent.read.replyTo[0]?.address ?? '', subject: `回复：${sent.read.subject}`, inReplyTo: sent.read.messageId, references: [sent.read.messageId], text: `好的，我在家等。\n\n在 2026年1月5日，Brook help 写道：\n${quoted}\n` });
    await desk.timeline.getByText('好的，我在家等。').waitFor();
    const last = desk.timeline.getByRole('listitem').filter({ hasText: '好的，我在家等。' });
    expect((await last.getByText(answer).count()) === 0, 'the quoted text was not folded away');
    await last.getByRole('button', { name: 'Show quoted text' }).click();
    await last.getByText(answer).waitFor();
    const { items } = await house.call(api.desk.search, { query: { q: '门封条有裂缝', limit: 10 } });
    expect(items.filter((hit) => hit.kind === 'ticket').length === 1, `one conversation became ${items.length} tickets`);

    await desk.ticket.getByRole('button', { name: 'Solve', exact: true }).click();
    await desk.openView('Solved');
    await desk.open(subject);
    const asked = await sink.next('the question how it was', (m) => m.to.includes(customer.address) && /rate=5/.test(m.read.text));
    expect(asked.read.subject.includes(`[#${id}]`), `the question's subject is "${asked.read.subject}"`);
    await desk.ticket.getByRole('button', { name: 'More actions' }).click();
    await desk.page.getByRole('menuitem', { name: 'Set to “Closed”' }).click();
    await desk.timeline.getByText('set it to “Closed”').waitFor();
    await until('the ticket to be closed', async () => (await house.call(api.tickets.get, { params: { id } })).status === 'closed');
    client.close();
  },
};
