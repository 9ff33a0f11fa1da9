import { phone } from '../browser.ts';
import { sitDown } from '../desk.ts';
import type { Journey } from '../main.ts';
import { report } from '../report.ts';
import { finish, stepOf } from '../steps.ts';
import { diagnose, mend, takeStep, workshopOf } from '../workshop.ts';
import { assertFits } from './portal.ts';
import { rate } from './rating.ts';

export const depotJourney: Journey = {
  name: 'depot: a warranty repair reported on a phone, sent in, mended free of charge, sent back, rated',
  async run(stage) {
    const { house, system } = stage;
    const shop = await workshopOf(stage);
    await shop.unit('P9-DEPOT-1', 120);
    const text = 'The display is dark but it rings';
    const { page, ticketId } = await report(stage, { type: 'Repair', serial: 'P9-DEPOT-1', text, name: 'Dora Depot', email: 'dora@depot.example' });

    const ada = await sitDown(stage, house.ada, { at: `/tickets/${ticketId}` });
    await stepOf(ada.page, 'Confirm how').getByRole('radio', { name: 'Sent to the depot' }).check({ force: true });
    await finish(ada.page, 'Confirm how');
    await page.getByText('Your label is ready').first().waitFor();
    await assertFits(page, 'the customer’s request with its label');
    await shop.deliver(ticketId, 'to-us');

    const store = await stage.person();
    await house.enter(store.context, shop.storeman);
    await takeStep(store.page, system.base, 'Receive and look over', text);
    await finish(store.page, 'Receive and look over');
    const { page: bench, context } = await stage.person({ viewport: phone });
    await house.enter(context, shop.technician);
    await diagnose(bench, system.base, text);
    await mend(bench, system.base, text);
    await assertFits(bench, 'the technician’s steps');

    await page.getByText('Sent; on its way to you').first().waitFor();
    await shop.deliver(ticketId, 'to-customer');
    await rate(stage, 'dora@depot.example', 'Works again, thank you');
  },
};
