import { api } from '@aftercare/contract';
import { type Desk, sitDown } from '../desk.ts';
import type { Journey } from '../main.ts';
import { sendWebhook } from '../webhook.ts';

const become = async (desk: Desk, state: 'Online' | 'Offline') => {
  await desk.page.getByRole('button', { name: /My settings$/ }).click();
  await desk.page.getByRole('menuitemradio', { name: new RegExp(`^${state}`) }).click();
  await desk.page.getByRole('button', { name: new RegExp(`, ${state}\\. My settings$`) }).waitFor();
};

export const routingJourney: Journey = {
  name: 'routing: an agent goes offline, another gets the ticket, and why',
  alone: true,
  async run(stage) {
    const { house } = stage;
    await house.call(api.routing.createQueue, { body: { name: 'Returns', teamId: house.teamId, match: { channels: [], types: ['return'], tiers: [], languages: [] }, skills: [], matchLanguage: false, position: 1, enabled: true } });
    const ada = await sitDown(stage, house.ada, { at: '/inbox/mine' });
    const tom = await sitDown(stage, house.tom, { at: '/inbox/mine' });
    await become(ada, 'Online');
    await become(tom, 'Offline');
    await sendWebhook(stage, { from: { name: 'Liv Sand', email: 'liv@sand.example' }, subject: 'Parcel 4711 comes back', text: 'The box was open.', type: 'return' });
    await ada.row('Parcel 4711 comes back').waitFor();

    await become(tom, 'Online');
    await become(ada, 'Offline');
    // What waited for Ada's answer goes on with Tom, and so does what is new.
    await tom.row('Parcel 4711 comes back').waitFor();
    await sendWebhook(stage, { from: { name: 'Noah Reed', email: 'noah@reed.example' }, subject: 'Parcel 4712 comes back', text: 'Wrong colour.', type: 'return' });
    await tom.open('Parcel 4712 comes back');
    await tom.side.getByRole('button', { name: 'Why this person?' }).click();
    const why = tom.page.getByRole('dialog', { name: 'Why this person?' });
    await why.getByText('Tom Baker was chosen').waitFor();
    await why.getByText('Queue: Returns').waitFor();
    await why.getByRole('listitem').filter({ hasText: 'Ada Miller' }).getByText('Offline').waitFor();
    await tom.timeline.getByText('assigned it to Tom Baker').waitFor();
    await become(tom, 'Offline');
  },
};
