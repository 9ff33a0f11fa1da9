import type { Page } from 'playwright-core';
import type { Journey } from '../main.ts';
import { expect, until } from '../until.ts';
import type { Language } from '../walk.ts';

const isDark = (page: Page) => page.evaluate(() => {
  const painted = [document.body, document.documentElement].map((element) => getComputedStyle(element).backgroundColor).find((color) => color !== 'rgba(0, 0, 0, 0)');
  const [r = 255, g = 255, b = 255] = painted?.match(/\d+/g)?.map(Number) ?? [];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b < 80;
});
const becomes = (page: Page, dark: boolean, sentence: string) => until(sentence, async () => (await isDark(page)) === dark);
const menuOf = { 'zh-CN': /打开我的设置$/, en: /My settings$/ } as const;
const pickMine = async (page: Page, language: Language, choice: string) => {
  await page.getByRole('button', { name: menuOf[language] }).click();
  await page.getByRole('menuitemradio', { name: choice, exact: true }).click();
};

/** Each screen's words are read by the journeys «screens»; this one is about choosing. */
export const languagesJourney: Journey = {
  name: 'languages: chosen and kept, dates right, dark and light',
  async run(stage) {
    const { house, system } = stage;
    const id = await house.ticket({ subject: '洗碗机漏水', customer: '周一舟', email: 'zhou@kunde.example', text: '门下面有水。', language: 'zh-CN', ownerId: house.chen.id });
    const { page, context } = await stage.person({ language: 'zh-CN' });
    // Somebody nobody else is: what they choose changes no other journey.
    await house.enter(context, await house.hire('Lena Lingua', 'lena@brook.example', 'en'));
    await page.goto(`${system.base}/inbox/mine`);
    await page.getByRole('button', { name: menuOf.en }).waitFor();
    for (const language of ['zh-CN', 'en'] as const) {
      await pickMine(page, language === 'en' ? 'zh-CN' : 'en', language === 'en' ? 'English' : '简体中文');
      await page.getByRole('button', { name: menuOf[language] }).waitFor();
      // Kept with the person: it is there after a reload, without any address that says so.
      await page.goto(`${system.base}/tickets/${id}`);
      await page.getByRole('button', { name: menuOf[language] }).waitFor();
      const time = page.getByRole('list', { name: language === 'en' ? 'What happened' : '处理过程' }).locator('time').first();
      const at = new Date((await time.getAttribute('datetime')) ?? '');
      const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Asia/Shanghai' }).format(at);
      expect((await time.innerText()).includes(clock), `the message of ${clock} is shown as of ${await time.innerText()}`);
    }

    expect(!(await isDark(page)), 'the console is dark although nobody chose it');
    await pickMine(page, 'en', 'Dark');
    await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'dark');
    await becomes(page, true, 'the console to be dark');
    await page.reload();
    await page.getByRole('button', { name: menuOf.en }).waitFor();
    await becomes(page, true, 'dark to survive a reload');
    await pickMine(page, 'en', 'As the system');

    const { page: night } = await stage.person({ dark: true });
    await night.goto(`${system.base}/portal/?lang=en`);
    await night.getByRole('heading', { level: 1 }).waitFor();
    await becomes(night, true, 'the portal to follow a dark system');
    await night.getByRole('button', { name: 'Appearance' }).click();
    await night.getByRole('menuitemradio', { name: 'Light' }).click();
    await becomes(night, false, 'the portal to become light');
    await night.getByRole('button', { name: 'Language' }).click();
    await night.getByRole('menuitemradio', { name: '简体中文' }).click();
    await night.waitForFunction(() => document.documentElement.lang === 'zh-CN');
  },
};
