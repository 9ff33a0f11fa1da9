import { api } from '@aftercare/contract';
import type { Page } from 'playwright-core';
import { sitDown } from '../desk.ts';
import type { Journey } from '../main.ts';
import { oneTimeCode } from '../one-time-code.ts';
import { expect } from '../until.ts';

const settings = (base: string, part: string) => `${base}/settings/${part}?lang=en`;
const enter = async (page: Page, who: { email: string; password: string }) => {
  await page.getByLabel('E-mail').fill(who.email);
  await page.getByLabel('Password').fill(who.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
};

export const signInJourney: Journey = {
  name: 'two-step sign-in by app, passkey and recovery code; sessions ended; numbers in stars, looked at and written down; a name in a note rings',
  async run(stage) {
    const { house, system: { base } } = stage;
    // A role that asks for a second step, and hides telephone numbers.
    await house.call(api.org.saveRole, { params: { key: 'careful' }, body: { name: { zh: '谨慎', en: 'Careful' }, rights: ['org.read', 'tickets.read', 'tickets.write', 'tickets.reply', 'customers.read', 'privacy.reveal', 'audit.read'], scope: 'all', limits: { regions: [], brands: [], sites: [], vendors: [] }, masked: ['phone'], secondFactor: true } });
    const iris = await house.hire('Iris North', 'iris@brook.example', 'en', ['careful']);
    const { context, page } = await stage.person({ language: 'en' });
    // The browser's own authenticator, as a laptop with a fingerprint reader has.
    const tools = await context.newCDPSession(page);
    await tools.send('WebAuthn.enable');
    await tools.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });

    await page.goto(`${base}/signin?lang=en`);
    await enter(page, iris);
    await page.getByRole('heading', { name: 'First a second step' }).waitFor();
    await page.getByRole('button', { name: 'Add an authenticator app' }).click();
    await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
    const secret = (await page.getByLabel('To type in if you cannot scan', { exact: true }).first().textContent()) ?? '';
    await page.getByLabel('Code', { exact: true }).fill(oneTimeCode(secret));
    await page.getByRole('button', { name: 'Confirm' }).click();
    const codes = ((await page.locator('pre[aria-label="Recovery codes"]').textContent()) ?? '').split('\n');
    expect(codes.length === 10, `there are ${codes.length} recovery codes`);
    await page.getByRole('button', { name: 'I have kept them' }).click();
    // With the factor the desk opens.
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    await page.goto(settings(base, 'security'));
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('Passkey added').waitFor();

    // Out, and in again by passkey; the password alone is not enough.
    await page.goto(settings(base, 'security'));
    await page.getByRole('button', { name: 'My settings' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL(/signin/);
    await page.goto(`${base}/signin?lang=en`);
    await enter(page, iris);
    await page.getByRole('heading', { name: 'Second step' }).waitFor();
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByRole('navigation', { name: 'Main' }).waitFor();

    // A second place, by the app's next code and by a recovery code; signed out from the first.
    const other = await stage.person({ language: 'en' });
    await other.page.goto(`${base}/signin?lang=en`);
    await enter(other.page, iris);
    await other.page.getByLabel('Six digits of your authenticator app').fill(oneTimeCode(secret, 1));
    await other.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await other.page.getByRole('navigation', { name: 'Main' }).waitFor();
    const third = await stage.person({ language: 'en' });
    await third.page.goto(`${base}/signin?lang=en`);
    await enter(third.page, iris);
    await third.page.getByRole('button', { name: /Use a recovery code/ }).click();
    await third.page.getByLabel('Recovery code').fill(codes[0] ?? '');
    await third.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await third.page.getByRole('navigation', { name: 'Main' }).waitFor();
    await page.goto(settings(base, 'security'));
    await page.getByText('This one').waitFor();
    await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await page.getByText('Signed out everywhere else').waitFor();
    await other.page.goto(`${base}/inbox/all?lang=en`);
    await other.page.waitForURL(/signin/);

    // Numbers stand in stars until somebody asks for them.
    const { id } = await house.call(api.tickets.open, { body: { subject: 'The washing machine hums', text: 'Please ring 13812345678', customer: { name: 'Vera Stein', phone: '13812345678' } } });
    await page.goto(`${base}/tickets/${id}?lang=en`);
    await page.getByRole('heading', { level: 1, name: 'The washing machine hums' }).waitFor();
    await page.getByText('138****5678').first().waitFor();
    expect(!(await page.content()).includes('13812345678') && !(await page.content()).includes('138 1234 5678'), 'the whole number is in the page');
    await page.getByRole('button', { name: 'Show whole numbers' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: /^Why/ }).fill('calls back');
    await page.getByRole('dialog').getByRole('button', { name: 'Show whole numbers' }).click();
    await page.getByText('+86 138 1234 5678').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
    await page.goto(settings(base, 'audit'));
    await page.getByRole('heading', { name: 'Audit trail' }).waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Iris North looked at the numbers of' }).filter({ hasText: 'calls back' }).waitFor();

    // A colleague calls her name in a note: the bell counts at once.
    const ada = await sitDown(stage, house.ada, { at: `/tickets/${id}` });
    await ada.page.getByRole('heading', { level: 1, name: 'The washing machine hums' }).waitFor();
    await house.call(api.tickets.update, { params: { id }, body: { ownerId: iris.id } });
    await page.getByRole('button', { name: 'Notifications, 1 unread' }).click();
    await page.getByRole('dialog', { name: 'Notifications' }).getByRole('link', { name: /A ticket was assigned to you/ }).click();
    await page.getByRole('heading', { level: 1, name: 'The washing machine hums' }).waitFor();
    await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
  },
};
