import type { Journey } from '../main.ts';
import { startSystem } from '../system.ts';
import { expect, until } from '../until.ts';

const [first, second] = ['the very first word', 'a longer second word'];

export const firstAdministratorJourney: Journey = {
  name: 'first administrator: set-up link, settings, an invitation, out everywhere',
  async run(stage) {
    const system = await startSystem({ demo: false });
    try {
      const { page, context } = await stage.person();
      const link = system.welcome.setupLink;
      expect(link, 'an empty installation printed no set-up link');
      await page.goto(`${system.base}/`);
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      await page.goto(link);
      await page.getByRole('heading', { name: 'Set up Aftercare' }).waitFor();
      await page.getByRole('textbox', { name: 'Name' }).fill('Mei Lin');
      await page.getByRole('textbox', { name: 'E-mail' }).fill('mei@new.example');
      await page.getByLabel('Password').fill(first);
      await page.getByRole('button', { name: 'Create account' }).click();
      await page.getByRole('button', { name: /^Mei Lin, .*My settings$/ }).waitFor();

      // The link works once.
      const { page: stranger } = await stage.person();
      await stranger.goto(link);
      await stranger.getByText('This link no longer works').waitFor();

      await page.getByRole('link', { name: 'Settings' }).click();
      await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Company' }).click();
      await page.getByRole('textbox', { name: 'Company name' }).fill('New House');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Company saved').waitFor();
      await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'People' }).click();
      await page.getByRole('link', { name: 'Invite somebody' }).click();
      await page.getByRole('textbox', { name: 'Name' }).fill('Otto Gast');
      await page.getByRole('textbox', { name: 'E-mail' }).fill('otto@new.example');
      await page.getByRole('button', { name: 'Create invitation' }).click();
      const invitation = await page.getByLabel('Invitation link', { exact: true }).innerText();
      expect(invitation.startsWith(`${system.base}/link?token=`), `the invitation leads to ${invitation}`);

      const { page: guest } = await stage.person();
      await guest.goto(invitation);
      await guest.getByRole('heading', { name: 'Welcome' }).waitFor();
      await until('the invitation to know whom it is for', async () => (await guest.getByRole('textbox', { name: 'E-mail' }).inputValue()) === 'otto@new.example');
      await guest.getByLabel('Password').fill('too short');
      await guest.getByText('1 more character').waitFor();
      await guest.getByLabel('Password').fill(first);
      await guest.getByRole('button', { name: 'Begin' }).click();
      await guest.getByRole('button', { name: /^Otto Gast, .*My settings$/ }).waitFor();
      await guest.getByRole('navigation', { name: 'Views' }).getByText('New House').waitFor();
      await guest.goto(`${system.base}/settings`);
      await guest.getByRole('heading', { level: 1 }).first().waitFor();
      expect((await guest.getByRole('link', { name: 'People' }).count()) === 0, 'an agent is shown the settings of people');

      // A second device of the administrator; changing the password signs it out.
      const { page: elsewhere } = await stage.person();
      await elsewhere.goto(`${system.base}/signin`);
      await elsewhere.getByRole('textbox', { name: 'E-mail' }).fill('mei@new.example');
      await elsewhere.getByLabel('Password').fill('not the password');
      await elsewhere.getByRole('button', { name: 'Sign in' }).click();
      await elsewhere.getByRole('alert').waitFor();
      await elsewhere.getByLabel('Password').fill(first);
      await elsewhere.getByRole('button', { name: 'Sign in' }).click();
      await elsewhere.getByRole('navigation', { name: 'Views' }).waitFor();
      await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Sign-in' }).click();
      await page.getByLabel('Current password').fill(first);
      await page.getByLabel('New password').fill(second);
      await page.getByRole('button', { name: 'Change password' }).click();
      await page.getByText('Password changed. Other devices are signed out.').waitFor();
      await elsewhere.reload();
      await elsewhere.getByRole('heading', { name: 'Sign in' }).waitFor();

      await page.getByRole('button', { name: /My settings$/ }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      expect((await context.request.get(`${system.base}/api/v1/session`)).status() === 401, 'the session still works after signing out');
    } finally {
      await system.stop();
    }
  },
};
