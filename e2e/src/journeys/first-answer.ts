import { createTransport } from 'nodemailer';
import type { Journey } from '../main.ts';
import { startSink } from '../sink.ts';
import { startSystem } from '../system.ts';
import { expect } from '../until.ts';

const box = 'help@new-house.example';

export const firstAnswerJourney: Journey = {
  name: 'first answer: an empty installation, a mailbox, a real mail in and the answer out; help; a reply without a line leaves once',
  async run(stage) {
    const [system, sink] = [await startSystem({ demo: false }), await startSink()];
    try {
      const { page, context } = await stage.person();
      const began = Date.now();
      await page.goto(system.welcome.setupLink ?? '');
      await page.getByRole('textbox', { name: 'Name' }).fill('Mei Lin');
      await page.getByRole('textbox', { name: 'E-mail' }).fill('mei@new-house.example');
      await page.getByLabel('Password').fill('the very first word');
      await page.getByRole('button', { name: 'Create account' }).click();
      await page.getByRole('heading', { name: 'From nothing to the first answer' }).waitFor();
      const progress = (text: string) => page.getByRole('status').getByText(text).waitFor();
      await progress('0 of 6 done');

      await page.getByRole('link', { name: /^Say who you are/ }).click();
      await page.getByRole('textbox', { name: 'Company name' }).fill('New House');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Company saved').waitFor();
      const back = () => page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'First steps' }).click();
      await back();
      await page.getByRole('link', { name: 'Open a channel: Connect a mailbox' }).click();
      await page.getByRole('textbox', { name: 'Mail address' }).fill(box);
      await page.getByRole('button', { name: 'Own server' }).click();
      await page.getByRole('radio', { name: 'Your mail system forwards it here' }).check();

      await page.getByRole('textbox', { name: 'Server' }).fill('127.0.0.1');
      await page.getByRole('combobox', { name: 'Encryption' }).selectOption('none');
      await page.getByRole('spinbutton', { name: 'Port' }).fill(String(sink.port));
      await page.getByRole('textbox', { name: 'User name' }).fill('');
      await page.getByRole('button', { name: 'Set up' }).click();
      await page.getByRole('heading', { name: box }).or(page.getByText(/is set up|saved/)).first().waitFor();
      await back();
      await page.getByText(`${box} is set up, and nothing has come by it yet.`).waitFor();

      // A customer writes; the page learns of it by itself.
      const client = createTransport({ host: '127.0.0.1', port: system.smtpPort, ignoreTLS: true });
      await client.sendMail({ from: 'Ines Roth <ines@customer.example>', to: box, subject: 'My washing machine leaks', text: 'There is water under it.' });
      client.close();
      await page.getByText('“My washing machine leaks” came in.').waitFor();
      await progress('3 of 6 done');
      await page.getByRole('link', { name: 'Answer it: Answer it' }).click();
      await page.getByRole('heading', { level: 1, name: 'My washing machine leaks' }).waitFor();
      const write = page.getByRole('textbox', { name: 'Reply' });
      await write.fill('Please close the tap; we are on our way.');
      await page.keyboard.press('Control+Enter');
      const answer = await sink.next('the first answer', (mail) => mail.to.includes('ines@customer.example') && (mail.read.text ?? '').includes('close the tap'));
      expect(answer.header('from').includes(box), `the answer came from ${answer.header('from')}`);
      // No line: it waits, may be taken back, and leaves once when there is one again.
      await context.setOffline(true);
      await write.fill('Never mind this');
      await page.keyboard.press('Control+Enter');
      await page.getByText('Leaves when there is a connection again:').waitFor();
      await page.getByRole('button', { name: 'Take back' }).click();
      expect((await write.inputValue()) === 'Never mind this', 'what was taken back does not stand in the draft');
      await write.fill('Somebody comes at two.');
      await page.keyboard.press('Control+Enter');
      await page.getByText('Leaves when there is a connection again:').waitFor();
      await context.setOffline(false);
      await page.getByText(/What waited on #\d+ has left/).waitFor();
      await page.getByText('Leaves when there is a connection again:').waitFor({ state: 'hidden' });
      await sink.next('the answer that waited', (mail) => (mail.read.text ?? '').includes('comes at two'));
      await page.reload();
      await page.getByRole('region', { name: 'What happened' }).getByText('Somebody comes at two.').first().waitFor();
      expect((await page.getByRole('region', { name: 'What happened' }).getByText('Somebody comes at two.').count()) === 1, 'what waited was sent twice');
      expect((await page.getByText('Never mind this').count()) === 0, 'what was taken back was sent');

      await page.goto(`${system.base}/settings`);
      await page.getByText('The first answer has left.').waitFor();
      expect(Date.now() - began < 900_000, 'from nothing to the first answer took more than 15 minutes');

      // Help for where one is; the keys of the sheet lead there, too.
      await page.keyboard.press('F1');
      await page.getByRole('dialog', { name: 'From nothing to the first answer' }).getByText('What to do').waitFor();
      await page.getByRole('dialog').getByRole('link', { name: 'All help pages' }).click();
      await page.getByRole('searchbox', { name: 'Search the help' }).fill('make-up');
      await page.getByRole('navigation', { name: 'Help pages' }).getByRole('link', { name: /Clocks and promises/ }).click();
      await page.getByRole('heading', { name: 'When it stands still' }).waitFor();
      await context.close();
    } finally {
      await sink.close();
      await system.stop();
    }
  },
};
