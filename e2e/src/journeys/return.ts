import { phone } from '../browser.ts';
import type { Journey, Stage } from '../main.ts';
import { report } from '../report.ts';
import { finish, stepOf } from '../steps.ts';
import { type Workshop, takeStep, workshopOf } from '../workshop.ts';
import { assertFits } from './portal.ts';
import { rate } from './rating.ts';

/** What came back by parcel is received by the store and graded by a technician; the store goes on at its desk. */
async function inspected(stage: Stage, shop: Workshop, ticketId: number, text: string) {
  const { house, system } = stage;
  await shop.deliver(ticketId, 'to-us');
  const store = await stage.person();
  await house.enter(store.context, shop.storeman);
  await takeStep(store.page, system.base, 'Receive', text);
  await finish(store.page, 'Receive');
  const { page: bench, context } = await stage.person({ viewport: phone });
  await house.enter(context, shop.technician);
  await takeStep(bench, system.base, 'Inspect and grade', text);
  const step = stepOf(bench, 'Inspect and grade');
  await step.getByRole('radio', { name: 'A As new' }).check({ force: true });
  await step.getByRole('textbox', { name: 'What was found' }).fill('As it left the box; restarts by itself');
  await assertFits(bench, 'the inspection');
  await finish(bench, 'Inspect and grade');
  return store.page;
}
async function putAway(store: Parameters<typeof takeStep>[0], base: string, text: string): Promise<void> {
  await takeStep(store, base, 'Put the old one away', text);
  await stepOf(store, 'Put the old one away').getByRole('radio', { name: 'Refurbish' }).check({ force: true });
  await finish(store, 'Put the old one away');
}

export const returnJourney: Journey = {
  name: 'return: asked for within seven days, sent in, inspected, paid back, put away, rated',
  async run(stage) {
    const { house, system } = stage;
    const shop = await workshopOf(stage);
    await shop.unit('P9-RETURN-1', 3);
    const text = 'It restarts all day, please take it back';
    const { page, ticketId } = await report(stage, { type: 'Return', serial: 'P9-RETURN-1', text, reason: 'faulty', name: 'Rita Return', email: 'rita@return.example' });
    await page.getByRole('link', { name: 'Download label' }).first().waitFor();
    await assertFits(page, 'the return with its label');
    const store = await inspected(stage, shop, ticketId, text);

    const { page: office, context } = await stage.person();
    await house.enter(context, shop.manager);
    await takeStep(office, system.base, 'Set the amount', text);
    const amount = stepOf(office, 'Set the amount');
    await amount.getByRole('spinbutton', { name: 'Paid, in cents' }).fill('299900');
    await amount.getByRole('spinbutton', { name: 'Refund, in cents' }).fill('299900');
    await amount.getByRole('textbox', { name: 'Payment reference' }).fill('WX 4200001');
    await finish(office, 'Set the amount');
    await page.getByText(/Refund .*2,999\.00/).first().waitFor();
    await putAway(store, system.base, text);
    await rate(stage, 'rita@return.example', 'Money came back at once');
  },
};

export const exchangeJourney: Journey = {
  name: 'exchange: within fifteen days, the old one inspected, the new one sent, rated',
  async run(stage) {
    const { system } = stage;
    const shop = await workshopOf(stage);
    await shop.unit('P9-OLD-1', 10);
    const text = 'The loudspeaker crackles, I would like another one';
    const { page, ticketId } = await report(stage, { type: 'Exchange', serial: 'P9-OLD-1', text, reason: 'faulty', name: 'Emil Exchange', email: 'emil@exchange.example' });
    await page.getByRole('link', { name: 'Download label' }).first().waitFor();
    const store = await inspected(stage, shop, ticketId, text);
    await takeStep(store, system.base, 'Prepare the new one', text);
    await stepOf(store, 'Prepare the new one').getByRole('textbox', { name: 'Serial number of the new unit' }).fill('P9-NEW-1');
    await finish(store, 'Prepare the new one');
    await page.getByText('Your new one is on its way').first().waitFor();
    await assertFits(page, 'the exchange');
    await shop.deliver(ticketId, 'to-customer');
    await putAway(store, system.base, text);
    await rate(stage, 'emil@exchange.example', 'The new one sounds right');
  },
};
