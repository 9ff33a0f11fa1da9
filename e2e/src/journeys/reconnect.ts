import { openChat } from './chat.ts';
import { sitDown } from '../desk.ts';
import type { Journey } from '../main.ts';
import { expect } from '../until.ts';

export const reconnectJourney: Journey = {
  name: 'reconnect: reload and a restarted server lose nothing and double nothing',
  alone: true,
  async run(stage) {
    const { house, system } = stage;
    const desk = await sitDown(stage, house.ada);
    const { page: visitor } = await stage.person();
    await openChat(visitor, system.base);
    const talk = visitor.getByRole('log', { name: 'Conversation' });
    const write = visitor.getByRole('textbox', { name: 'Your message' });
    const say = async (text: string) => { await write.fill(text); await write.press('Enter'); };
    await say('Reconnect: my dryer hums');
    await desk.open('Reconnect: my dryer hums');
    await desk.answer('Which model is it?', 'keep');
    await talk.getByText('Which model is it?').waitFor();

    await write.fill('half a senten');
    await visitor.reload();
    await talk.getByText('Which model is it?').waitFor();
    expect((await write.inputValue()) === 'half a senten', 'what was being written did not survive the reload');
    expect((await talk.getByText('Reconnect: my dryer hums').count()) === 1, 'after the reload a message stands there twice');

    await system.halt();
    await visitor.getByText('No connection. What you write is kept').waitFor();
    await desk.page.getByText('Connection lost.').waitFor();
    await say('A D6, bought in May');
    await say('It hums louder now');
    await talk.getByText('Waits for the connection').first().waitFor();
    await visitor.reload().catch(() => {});
    await system.resume();
    if (!(await talk.isVisible())) await visitor.goto(`${system.base}/widget/demo.html?site=shop&lang=en`);
    await talk.getByText('It hums louder now').waitFor({ timeout: 60_000 });
    await desk.timeline.getByText('It hums louder now').waitFor({ timeout: 60_000 });
    await desk.page.getByText('Connection lost.').waitFor({ state: 'hidden' });
    await talk.getByText('Waits for the connection').waitFor({ state: 'hidden' });
    for (const place of [talk, desk.timeline]) {
      for (const words of ['Reconnect: my dryer hums', 'Which model is it?', 'A D6, bought in May', 'It hums louder now']) {
        const n = await place.getByText(words).count();
        expect(n === 1, `"${words}" stands there ${n} times after the restart`);
      }
    }
    const lines = await talk.innerText();
    expect(lines.indexOf('A D6') < lines.indexOf('louder'), 'the order was lost');
    // And the line carries on, both ways.
    await desk.answer('Then we exchange it', 'keep');
    await talk.getByText('Then we exchange it').waitFor({ timeout: 60_000 });
    await say('Perfect');
    await desk.timeline.getByText('Perfect', { exact: true }).waitFor();
  },
};
