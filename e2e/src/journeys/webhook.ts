import { sitDown } from '../desk.ts';
import type { Journey } from '../main.ts';
import { expect } from '../until.ts';
import { postSigned, sendWebhook } from '../webhook.ts';

export const webhookJourney: Journey = {
  name: 'webhook: a signed message appears live, once',
  async run(stage) {
    const desk = await sitDown(stage, stage.house.ada, { at: '/inbox/unassigned' });
    await desk.page.evaluate(() => { document.body.dataset['loaded'] = 'once'; });
    const message = { id: 'order-8841-1', thread: 'order-8841', from: { name: '王芳', email: 'wang.fang@shop.example' }, subject: '订单 8841 少发了一个配件', text: '收到的烘干机少了排水管。' };
    await sendWebhook(stage, message);
    await desk.row(message.subject).waitFor();
    expect((await desk.page.evaluate(() => document.body.dataset['loaded'])) === 'once', 'the page was loaded anew');

    const again = await postSigned(stage, message);
    expect(again.status === 202 && ((await again.json()) as { duplicate: boolean }).duplicate, 'the same message again was not known');
    const forged = await postSigned(stage, { ...message, id: 'order-8841-x', subject: 'A forged one' }, 'not-the-secret-of-this-webhook');
    expect(forged.status === 401, `a forged signature was answered with ${forged.status}`);
    await sendWebhook(stage, { ...message, id: 'order-8841-2', subject: '', text: '补充：型号是 D6。' });
    await desk.open(message.subject);
    await desk.timeline.getByText('补充：型号是 D6。').waitFor();
    expect((await desk.timeline.getByText('收到的烘干机少了排水管。').count()) === 1, 'the message stands there twice');
    expect((await desk.row(message.subject).count()) === 1 && (await desk.row('A forged one').count()) === 0, 'the list shows what should not be there');
  },
};
