import { api } from '@aftercare/contract';
import { simulateWeChat } from '../../../server/src/channels/wechat/simulator.ts';
import { createCaller, tone } from '../../../server/src/voice/simulator.ts';
import { sitDown } from '../desk.ts';
import type { Journey } from '../main.ts';
import { expect, until } from '../until.ts';
import { openChat } from './chat.ts';

export const oneTicketJourney: Journey = {
  name: 'one ticket: from the chat to the telephone to WeChat, one timeline',
  // A line and its sound are real time, and the customer is rung on this machine.
  alone: true,
  async run(stage) {
    const { house, system } = stage;
    const now = () => system.clock.now().getTime();
    const phone = await createCaller({ answers: tone(700) });
    const weChat = await simulateWeChat({ now, appId: 'wxbrook' });
    try {
      await house.call(api.hotline.createNumber, {
        body: { number: '4009', name: 'Brook rings', language: 'en', line: { mode: 'trunk', host: '127.0.0.1', port: phone.port, from: ['127.0.0.1'] }, recording: { consent: { zh: '', en: '' } }, menu: { start: 'bye', nodes: [{ id: 'bye', kind: 'hangup', say: { zh: '', en: '' } }] } },
      });
      await house.call(api.channels.create, { body: { kind: 'wechat', name: 'Brook WeChat', address: weChat.address, language: 'zh-CN', teamId: null, enabled: true, settings: weChat.settings } });
      const hook = `${system.base}/api/v1/intake/wechat/${weChat.address}`;
      const desk = await sitDown(stage, house.ada);
      await desk.page.context().grantPermissions(['microphone']);

      // By chat, with a number to be reached at.
      const { page: visitor } = await stage.person();
      await openChat(visitor, system.base);
      await visitor.getByRole('textbox', { name: 'Your message' }).fill('The door of my D6 does not close');
      await visitor.getByRole('textbox', { name: 'Your message' }).press('Enter');
      await desk.open('The door of my D6 does not close');
      const ticketId = Number(new URL(desk.page.url()).pathname.split('/').at(-1));
      await visitor.getByRole('textbox', { name: 'Your message' }).fill('Please ring me on 138 1111 2222');
      await visitor.getByRole('textbox', { name: 'Your message' }).press('Enter');
      await desk.timeline.getByText('Please ring me on 138 1111 2222').waitFor();
      const { customer } = await house.call(api.tickets.get, { params: { id: ticketId } });
      await house.call(api.customers.addIdentity, { params: { id: customer.id }, body: { kind: 'phone', value: '13811112222' } });
      await desk.page.reload();

      // The agent rings from the ticket; the call stands on it.
      await desk.side.getByRole('button', { name: /^Ring .*1111 ?2222$/ }).click();
      const telephone = desk.page.getByRole('region', { name: 'Telephone' });
      await telephone.getByRole('timer').waitFor();
      await until('the agent’s voice arrives', () => phone.taken().some((call) => call.heard().some((s) => Math.abs(s) > 1_000)));
      await telephone.getByRole('button', { name: 'Hang up' }).click();
      await telephone.getByRole('textbox', { name: 'Note' }).fill('Sends a picture by WeChat');
      await telephone.getByRole('button', { name: 'Done' }).click();
      await desk.timeline.getByText(/^Ada Miller called the customer/).waitFor();

      // The customer's page says how to go on elsewhere; the code brings them to WeChat.
      const { url } = await house.call(api.tickets.customerLink, { params: { id: ticketId } });
      const { page: mine } = await stage.person();
      await mine.goto(url);
      await mine.getByRole('button', { name: 'Go on by phone, mail or elsewhere' }).click();
      const code = await until('the code', async () => /AC-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await mine.locator('body').innerText())?.[0]);
      await weChat.deliver(hook, { id: 'one-1', person: 'oMeiZhou0001', text: code, at: now() });
      await weChat.deliver(hook, { id: 'one-2', person: 'oMeiZhou0001', text: '门锁坏了，照片如下', at: now() + 1000 });
      await desk.timeline.getByText('门锁坏了，照片如下').waitFor();
      await desk.answer('谢谢，我们寄出新的门锁。', 'keep');
      await until('the answer in WeChat', () => weChat.shown.some((s) => s.text?.includes('我们寄出新的门锁')));
      for (const words of ['The door of my D6 does not close', 'Sends a picture by WeChat', '谢谢，我们寄出新的门锁。']) await desk.timeline.getByText(words).first().waitFor();
      const open = await house.call(api.desk.ticketPage, { params: { id: ticketId }, query: {} });
      expect(new Set(open.timeline.flatMap((item) => (item.kind === 'message' ? [item.message.channel] : item.kind === 'call' ? ['phone'] : []))).size === 3, 'the three doors do not stand on one timeline');
    } finally {
      await phone.close();
      await weChat.api.stop();
    }
  },
};
