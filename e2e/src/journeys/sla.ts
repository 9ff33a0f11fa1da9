import { sitDown } from '../desk.ts';
import type { Journey } from '../main.ts';
import { expect } from '../until.ts';
import { sendWebhook } from '../webhook.ts';

const minutes = 60_000;

export const slaJourney: Journey = {
  name: 'sla: warning and breach as the clock passes',
  alone: true,
  async run(stage) {
    const { house, system } = stage;
    const desk = await sitDown(stage, house.ada, { at: '/inbox/unassigned' });
    const { page } = desk;
    await page.clock.install({ time: system.clock.now() });
    await page.reload();
    const subject = 'The display shows E17';
    await sendWebhook(stage, { from: { name: 'Ivo Stone', email: 'ivo@stone.example' }, subject, text: 'And it beeps.' });
    const row = desk.row(subject);
    await row.getByText(/^([89]:\d\d|10:00|10 ?m\w*) left$/).waitFor();
    await desk.open(subject);
    const head = desk.ticket.getByRole('button', { name: /First reply/ });
    await head.getByText(/left$/).waitFor();

    // The browser's time goes with the server's, as if the laptop had been shut meanwhile.
    const pass = async (ms: number) => {
      system.clock.advance(ms);
      await page.clock.fastForward(ms);
    };
    await pass(8.5 * minutes);
    await desk.timeline.getByText('First reply is due soon').waitFor();
    await head.getByText(/^due in [01]:\d\d$/).waitFor();
    await row.getByText(/^due in [01]:\d\d$/).waitFor();
    await desk.openView('Due soon');
    await desk.open(subject);

    await pass(2.5 * minutes);
    await desk.timeline.getByText('First reply is late').waitFor();
    await head.getByText(/late$/).waitFor();
    await row.getByText(/late$/).waitFor();
    await head.click();
    await page.getByText(/10 minutes of working time/).waitFor();
    await page.getByText('Missed').waitFor();
    await page.keyboard.press('Escape');
    expect((await desk.timeline.getByText('First reply is late').count()) === 1, 'the breach is told more than once');
  },
};
