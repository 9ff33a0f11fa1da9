import type { Page } from 'playwright-core';
import { sitDown } from '../desk.ts';
import type { Journey } from '../main.ts';
import { tick } from '../steps.ts';
import { expect } from '../until.ts';

/** A shop's page with the widget in it, opened at the chat. */
export async function openChat(page: Page, base: string, language: 'zh-CN' | 'en' = 'en'): Promise<void> {
  await page.goto(`${base}/widget/demo.html?site=shop&lang=${language}`);
  await page.getByRole('button', { name: language === 'en' ? 'Chat with us' : '在线咨询' }).click();
  await page.getByRole('textbox', { name: language === 'en' ? 'Your message' : '您的消息' }).waitFor();
}

export const chatJourney: Journey = {
  name: 'chat: from a page to the stars',
  async run(stage) {
    const { house, system } = stage;
    const desk = await sitDown(stage, house.ada);
    const { page: visitor } = await stage.person();
    await openChat(visitor, system.base);
    const talk = visitor.getByRole('log', { name: 'Conversation' });
    await talk.getByText('Hello, how can we help?').waitFor();
    const write = visitor.getByRole('textbox', { name: 'Your message' });
    await write.fill('The drum of my W8 knocks when it spins');
    await write.press('Enter');
    await talk.getByText('Sent', { exact: true }).waitFor();

    // Live: nobody reloads the console.
    await desk.open('The drum of my W8 knocks when it spins');
    await talk.getByText('Read', { exact: true }).waitFor();
    await desk.page.getByRole('region', { name: 'Answer' }).getByRole('textbox', { name: 'Reply' }).pressSequentially('Are the transport bolts out?', { delay: 5 });
    await visitor.getByText('Ada Miller is writing…').waitFor();
    await desk.answer('Are the transport bolts out?', 'keep');
    await talk.getByText('Are the transport bolts out?').waitFor();
    await talk.getByText('Ada Miller', { exact: true }).first().waitFor();
    // The visitor has it before their eyes: the agent is told.
    await desk.timeline.getByRole('listitem').filter({ hasText: 'Are the transport bolts out?' }).getByText('Read', { exact: true }).waitFor();

    await write.fill('They were not. Now it is quiet, thank you');
    await write.press('Enter');
    await desk.timeline.getByText('Now it is quiet, thank you').waitFor();
    await desk.answer('Glad to hear that. Have a good day', 'solve');
    await talk.getByText('Glad to hear that').waitFor();
    const rating = visitor.getByRole('group', { name: 'How was it?' });
    await tick(rating.getByRole('radio', { name: '4 stars: good' }));
    await visitor.getByRole('textbox', { name: 'What should we know?' }).fill('Quick and kind');
    await visitor.getByRole('button', { name: 'Send rating' }).click();
    await visitor.getByText('Thank you for telling us.').waitFor();

    await desk.openView('Solved');
    await desk.open('The drum of my W8 knocks when it spins');
    await desk.side.getByText('Quick and kind').waitFor();
    await desk.timeline.getByText('Quick and kind').waitFor();
    await desk.side.getByRole('img', { name: '4 stars' }).first().waitFor();
    expect((await desk.timeline.getByText('Now it is quiet, thank you').count()) === 1, 'a message stands there twice');
  },
};
