import { api } from '@aftercare/contract';
import type { Desk } from '../desk.ts';
import { sitDown } from '../desk.ts';
import type { Journey } from '../main.ts';
import { expect } from '../until.ts';

const priority = (desk: Desk) => desk.side.getByRole('button', { name: /^Priority/ });
const setPriority = async (desk: Desk, to: string) => {
  await priority(desk).click();
  await desk.page.getByRole('menuitemradio', { name: to }).click();
};

export const twoAgentsJourney: Journey = {
  name: 'two agents on one ticket: seen, no lost update, undo',
  async run(stage) {
    const { house } = stage;
    const subject = 'The dryer D6 stops after ten minutes';
    const id = await house.ticket({ subject, customer: 'Rosa Lind', text: 'It simply stops.', email: 'rosa@lind.example' });
    const at = `/tickets/${id}`;
    const ada = await sitDown(stage, house.ada, { at });
    await ada.page.getByRole('heading', { level: 1, name: subject }).waitFor();
    const tom = await sitDown(stage, house.tom, { at });
    await ada.ticket.getByRole('status', { name: 'Tom Baker is looking at this' }).waitFor();
    await tom.ticket.getByRole('status', { name: 'Ada Miller is looking at this' }).waitFor();

    await tom.page.getByRole('textbox', { name: 'Reply' }).pressSequentially('Please clean the filter', { delay: 5 });
    await ada.ticket.getByRole('status', { name: 'Tom Baker is typing…' }).waitFor();
    await ada.page.getByText('Tom Baker is writing an answer too.').waitFor();

    // Ada's screen is behind: her line is slow while Tom changes the ticket under her hands.
    let release = () => {};
    const slow = new Promise<void>((resolve) => { release = resolve; });
    await ada.page.route(`**/api/v1/tickets/${id}/page*`, async (route) => { await slow; await route.continue(); });
    await setPriority(tom, 'High');
    await tom.page.getByText(`#${id} changed`).waitFor();
    // As one does who is about to press Undo: while the pointer is on it the message stays.
    await tom.page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).hover();
    const refused = ada.page.waitForResponse((r) => r.request().method() === 'PATCH' && r.url().endsWith(`/tickets/${id}`));
    await setPriority(ada, 'Low');
    expect((await refused).status() === 412, `the second change was answered with ${(await refused).status()} instead of being refused as stale`);
    await ada.page.getByText('Somebody else has just changed this ticket. It is shown as it is now.').waitFor();
    release();
    await priority(ada).getByText('High').waitFor();
    expect((await house.call(api.tickets.get, { params: { id } })).priority === 'high', "Tom's change was lost");

    await tom.page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click();
    await tom.page.getByText('Undone', { exact: true }).waitFor();
    await priority(ada).getByText('Normal').waitFor();
    expect((await house.call(api.tickets.get, { params: { id } })).priority === 'normal', 'the undo did not put the priority back');
    expect((await tom.page.getByRole('textbox', { name: 'Reply' }).inputValue()) === 'Please clean the filter', 'what Tom was writing is gone');
    await tom.page.reload();
    await tom.page.getByRole('heading', { level: 1, name: subject }).waitFor();
    expect((await tom.page.getByRole('textbox', { name: 'Reply' }).inputValue()) === 'Please clean the filter', "Tom's draft did not survive a reload");
  },
};
