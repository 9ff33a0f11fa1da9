import { api } from '@aftercare/contract';
import { sitDown } from '../desk.ts';
import type { Journey } from '../main.ts';
import { expect, until } from '../until.ts';

export const manyTicketsJourney: Journey = {
  name: 'many tickets: merge with undo, macro, rule tried on the past, bulk with a report',
  async run(stage) {
    const { house } = stage;
    const who = { customer: 'Nora Fell', email: 'nora@fell.example', language: 'en' as const };
    const first = await house.ticket({ subject: 'Dryer smells of smoke', text: 'The dryer smells of smoke when it runs', ...who });
    const second = await house.ticket({ subject: 'Dryer smells like smoke', text: 'My dryer smells of smoke again when it runs', ...who });
    const grace = await sitDown(stage, house.admin, { at: `/tickets/${second}` });
    const { page } = grace;
    await page.getByRole('heading', { level: 1, name: 'Dryer smells like smoke' }).waitFor();

    // The same matter twice: proposed with its reasons, merged, and two again.
    const likely = page.getByRole('region', { name: 'Possibly the same matter' });
    await likely.getByText('same customer', { exact: false }).waitFor();
    await likely.getByRole('button', { name: 'Look and merge' }).click();
    const dialog = page.getByRole('dialog', { name: 'Merge two tickets' });
    await dialog.getByText('1 conversation').waitFor();
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
    await page.getByText(`#${second} is part of #${first} now`).waitFor();
    await page.getByRole('heading', { level: 1, name: 'Dryer smells of smoke' }).waitFor();
    await grace.ticket.getByText('My dryer smells of smoke again when it runs').first().waitFor();
    expect((await house.call(api.tickets.get, { params: { id: second } })).mergedInto === first, 'the merged ticket does not lead on');
    await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click();
    await page.getByText(`#${second} is a ticket of its own again`).waitFor();
    await until('the merged ticket to come back', async () => (await house.call(api.tickets.get, { params: { id: second } })).status === 'open');

    // One click for several changes and a text, one click back.
    await house.call(api.automation.createMacro, { body: { name: { zh: '安全隐患', en: 'Safety first' }, changes: { priority: 'urgent', addTags: ['danger'] }, text: { zh: '请先拔掉插头。', en: 'Dear {{customer.name}}, please unplug it.' }, send: true } });
    await page.goto(`${stage.system.base}/tickets/${first}?lang=en`);
    await page.getByRole('button', { name: 'Apply a macro' }).first().click();
    await page.getByRole('option', { name: /Safety first/ }).click();
    await grace.ticket.getByText('Dear Nora Fell, please unplug it.').waitFor();
    await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: /Undo/ }).first().click();
    await page.getByText('The macro is taken back').waitFor();
    expect((await house.call(api.tickets.get, { params: { id: first } })).priority === 'normal', 'the macro’s change stayed');

    // A rule is tried on what happened, then goes live.
    await page.goto(`${stage.system.base}/settings/rules/new?lang=en`);
    await page.getByRole('textbox', { name: 'Name · In English' }).fill('Smoke is urgent');
    const condition = page.getByRole('textbox', { name: 'Only when' }).last();
    await condition.click();
    await page.keyboard.insertText('contains(lower case(subject), "smoke")');
    await page.getByLabel('Priority').first().selectOption('urgent');
    await page.getByRole('button', { name: 'Try on last week' }).click();
    await page.getByText(/2 would have set it off, on 2 tickets/).waitFor();
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByText('“Smoke is urgent” is saved').waitFor();
    const third = await house.ticket({ subject: 'Smoke from the washer', ...who });
    await until('the rule to act', async () => (await house.call(api.tickets.get, { params: { id: third } })).priority === 'urgent');
    await page.getByRole('tab', { name: 'What ran' }).click();
    await page.getByRole('link', { name: `#${third} Smoke from the washer` }).waitFor();

    // Many at once: progress, what failed and why, and back.
    await house.call(api.tickets.update, { params: { id: second }, body: { status: 'closed' } });
    await page.goto(`${stage.system.base}/inbox/all?lang=en`);
    for (const subject of ['Dryer smells of smoke', 'Dryer smells like smoke']) await page.getByRole('checkbox', { name: new RegExp(subject) }).first().check();
    const bar = page.getByRole('toolbar', { name: 'Actions for the selection' });
    await bar.getByRole('button', { name: 'Status' }).click();
    await page.getByRole('menuitem', { name: /On hold|Hold/ }).click();
    const run = page.getByRole('region', { name: 'Work on many tickets' });
    await run.getByText('1 ticket changed').waitFor();
    await run.getByRole('button', { name: 'See why' }).click();
    await page.getByRole('dialog', { name: 'What could not be done' }).getByText(/cannot go from/).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    await run.getByRole('button', { name: 'Undo for all' }).click();
    await page.getByText('1 ticket put back').waitFor();
    expect((await house.call(api.tickets.get, { params: { id: first } })).status !== 'hold', 'the bulk change was not undone');
  },
};
