import { api } from '@aftercare/contract';
import { phone } from '../browser.ts';
import { sitDown } from '../desk.ts';
import type { Journey } from '../main.ts';
import { report } from '../report.ts';
import { finish, stepOf } from '../steps.ts';
import { until } from '../until.ts';
import { findOut, mend, takeStep, workshopOf } from '../workshop.ts';
import { assertFits } from './portal.ts';
import { rate } from './rating.ts';

const always: [string, string][] = [['00:00', '23:55']];
const shift = { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always };
const dayIn = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });

export const visitJourney: Journey = {
  name: 'visit: out of warranty, a time chosen, a quote approved by its link on a phone, mended at home, billed, rated',
  async run(stage) {
    const { house, sink, system } = stage;
    const shop = await workshopOf(stage);
    await shop.unit('P9-VISIT-1', 900);
    const vera = await house.hire('Vera Visit', 'vera@brook.example', 'en', ['technician']);
    await house.call(api.dispatch.createTechnician, { body: { agentId: vera.id, homeName: 'Depot', homeLat: 31.23, homeLon: 121.47, shift } });
    const text = 'The screen flickers and goes dark';
    const { page, ticketId } = await report(stage, { type: 'Repair', serial: 'P9-VISIT-1', text, name: 'Victor Visit', email: 'victor@visit.example' });

    const ada = await sitDown(stage, house.ada, { at: `/tickets/${ticketId}` });
    await stepOf(ada.page, 'Confirm how').getByRole('radio', { name: 'Visit' }).check({ force: true });
    await finish(ada.page, 'Confirm how');

    await page.getByRole('link', { name: /When may we come/ }).tap();
    await page.locator('.p-slot').first().tap();
    await assertFits(page, 'the free times');
    await page.getByRole('button', { name: /^Book this time/ }).tap();
    await page.getByText('We come on time').waitFor();

    // Whoever is free then comes; where other journeys have technicians too it may be theirs.
    const visit = await until('the visit to be planned', async () => (await house.call(api.dispatch.visitsOfTicket, { params: { id: ticketId } })).items.find((v) => v.state === 'planned'));
    const { page: field, context } = await stage.person({ viewport: phone });
    await house.enter(context, visit.technicianName === vera.name ? vera : house.tom);
    await field.goto(`${system.base}/field?lang=en`);
    if (dayIn.format(new Date(visit.startsAt ?? 0)) !== dayIn.format(system.clock.now())) await field.getByRole('tab', { name: 'Tomorrow' }).tap();
    await field.getByRole('link', { name: new RegExp(text) }).tap();
    await field.getByRole('button', { name: 'On the way', exact: true }).tap();
    await field.getByRole('button', { name: 'Arrived', exact: true }).tap();
    await field.getByRole('link', { name: 'Diagnose' }).tap();
    await stepOf(field, 'Diagnose').waitFor();
    await findOut(field);

    const offer = await sink.next('the quote', (m) => m.to.includes('victor@visit.example') && /\/quote\?/.test(m.read.text));
    const { page: quote } = await stage.person({ viewport: phone });
    await quote.goto(/https?:\/\/\S+\/quote\?\S+/.exec(offer.read.text)?.[0] ?? '');
    await quote.getByRole('button', { name: /^Approve/ }).waitFor();
    await assertFits(quote, 'the quote');
    await quote.getByRole('button', { name: /^Approve/ }).tap();
    await quote.getByText('You approved this').waitFor();
    await mend(field, system.base, text, 'mine');
    await takeStep(field, system.base, 'Hand over on site', text, 'mine');
    await finish(field, 'Hand over on site');
    await rate(stage, 'victor@visit.example', 'Came on time');
    await quote.reload();
    await quote.getByRole('heading', { name: 'Your invoice' }).waitFor();
  },
};
