import { api } from '@aftercare/contract';
import type { Page } from 'playwright-core';
import { openChat } from './chat.ts';
import type { Journey, Stage } from '../main.ts';
import { customerAtHome } from '../customer.ts';
import { type Screen, consoleScreens, customerScreens, portalScreens } from '../screens.ts';
import { expect } from '../until.ts';
import { strangeTimes, textsOf, untranslated } from '../words.ts';

type Language = 'zh-CN' | 'en';
const isDark = (page: Page) => page.evaluate(() => {
  const painted = [document.body, document.documentElement].map((element) => getComputedStyle(element).backgroundColor).find((color) => color !== 'rgba(0, 0, 0, 0)');
  const [r = 255, g = 255, b = 255] = painted?.match(/\d+/g)?.map(Number) ?? [];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b < 80;
});
const menuOf = { 'zh-CN': /打开我的设置$/, en: /My settings$/ } as const;
const pickMine = async (page: Page, language: Language, choice: string) => {
  await page.getByRole('button', { name: menuOf[language] }).click();
  await page.getByRole('menuitemradio', { name: choice, exact: true }).click();
};

/** Names that an administrator gave: they are the same in every language. */
async function ownWords({ house }: Stage): Promise<string[]> {
  const [agents, teams, channels, policies, calendars, skills, queues, company, templates, sites] = await Promise.all([
    house.call(api.org.agents, {}), house.call(api.org.teams, {}), house.call(api.channels.list, {}), house.call(api.sla.policies, {}), house.call(api.org.calendars, {}), house.call(api.org.skills, {}), house.call(api.routing.queues, {}), house.call(api.org.company, {}), house.call(api.conversations.templates, {}), house.call(api.sites.list, {}),
  ]);
  return [
    company.name, ...company.products, ...agents.items.flatMap((a) => [a.name, a.email]), ...teams.items.map((t) => t.name), ...channels.items.flatMap((c) => [c.name, c.address]), ...policies.items.map((p) => p.name),
    ...calendars.items.map((c) => c.name), ...skills.items.flatMap((s) => [s.name.zh, s.name.en]), ...queues.items.map((q) => q.name), ...templates.items.flatMap((t) => [t.name.zh, t.name.en, t.body, t.shortcut]), ...sites.items.flatMap((s) => [s.name.zh, s.name.en, s.address]), 'English', '简体中文', 'Aftercare',
  ];
}

export const languagesJourney: Journey = {
  name: 'languages: both through and through, dates right, dark and light',
  async run(stage) {
    const { house, system } = stage;
    const id = await house.ticket({ subject: '洗衣机显示故障代码', customer: '林小满', email: 'lin@kunde.example', text: '屏幕显示故障代码，无法脱水。', language: 'zh-CN', ownerId: house.chen.id });
    const { customer } = await house.call(api.tickets.get, { params: { id } });
    const { url } = await house.call(api.tickets.customerLink, { params: { id } });
    const own = ['林小满',
      // Found words are marked, which cuts what was written into pieces.
      '洗衣机显示', '故障代码', '屏幕显示', '，无法脱水。',
      // Examples in fields that ask for a name in each language, and a language's own name.
      'Compressor repair', '压缩机维修', '中文',
      // The mark its licence asks for.
      'Powered by bpmn.io',
      // What is written into number series and addresses as it stands, and names of things abroad.
      '{year}', '{number:5}', '{number}', '数电票', 'Cloud API'];
    const faults: string[] = [];
    // Judged at the end: other journeys give names to shops meanwhile.
    const seen: { what: string; language: Language; texts: readonly string[] }[] = [];
    const read = async (page: Page, language: Language, what: string) => {
      const lang = await page.evaluate(() => document.documentElement.lang);
      if (lang !== language) faults.push(`${what}: the page says it is in ${lang}`);
      seen.push({ what, language, texts: await textsOf(page) });
      for (const time of await strangeTimes(page, language)) faults.push(`${what} (${language}): the time "${time}"`);
    };
    // Lists would show what other customers wrote, in whatever language: of them only one's own are read. Designers show both
    // languages of a step or a rule side by side.
    const mine = (screen: Screen) => !['inbox', 'customers', 'process designer', 'decision table'].includes(screen.name);

    const { context, page } = await stage.person({ language: 'zh-CN' });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await house.enter(context, house.admin);
    await page.goto(`${system.base}/inbox/mine`);
    await page.getByRole('button', { name: menuOf.en }).waitFor();
    const { unitId } = await customerAtHome(stage, page, { name: '林小满', email: 'lin-home@kunde.example', subject: '洗衣机显示故障代码', language: 'zh-CN' });
    await page.goto(`${system.base}/inbox/mine`);
    await page.getByRole('button', { name: menuOf.en }).waitFor();
    for (const language of ['zh-CN', 'en'] as const) {
      const before = language === 'en' ? 'zh-CN' : 'en';
      await pickMine(page, before, language === 'en' ? 'English' : '简体中文');
      await page.getByRole('button', { name: menuOf[language] }).waitFor();
      for (const screen of consoleScreens({ ticketId: id, customerId: customer.id, words: '故障代码', modelId: house.modelId }).filter(mine)) {
        await page.goto(system.base + screen.path);
        await screen.ready(page);
        await read(page, language, screen.name);
      }
      await page.goto(`${system.base}/tickets/${id}`);
      const time = page.getByRole('list', { name: language === 'en' ? 'What happened' : '处理过程' }).locator('time').first();
      const at = new Date((await time.getAttribute('datetime')) ?? '');
      const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Asia/Shanghai' }).format(at);
      expect((await time.innerText()).includes(clock), `the message of ${clock} is shown as of ${await time.innerText()}`);
      for (const screen of [...portalScreens(url), ...customerScreens(unitId)]) {
        await page.goto(`${system.base}${screen.path}${screen.path.includes('?') ? '&' : '?'}lang=${language}`);
        await screen.ready(page);
        await read(page, language, screen.name);
      }
      const { page: shop } = await stage.person({ language });
      await openChat(shop, system.base, language);
      seen.push({ what: 'widget', language, texts: (await textsOf(shop)).filter((text) => !/<script|Brook|清溪|Riverside|临河/.test(text)) });
      await page.goto(`${system.base}/inbox/mine`);
      await page.getByRole('button', { name: menuOf[language] }).waitFor();
    }

    const words = [...own, ...(await ownWords(stage))];
    for (const { what, language, texts } of seen) for (const text of untranslated(texts, language, words)) faults.push(`${what} (${language}): "${text.slice(0, 120)}"`);
    expect(faults.length === 0, [...new Set(faults)].join('\n'));
    expect(!(await isDark(page)), 'the console is dark although nobody chose it');
    await pickMine(page, 'en', 'Dark');
    await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'dark');
    expect(await isDark(page), 'the console is not dark');
    await page.reload();
    await page.getByRole('button', { name: menuOf.en }).waitFor();
    expect(await isDark(page), 'dark did not survive a reload');
    await pickMine(page, 'en', 'As the system');

    const { page: night } = await stage.person({ dark: true });
    await night.goto(`${system.base}/portal/?lang=en`);
    await night.getByRole('heading', { level: 1 }).waitFor();
    expect(await isDark(night), 'the portal does not follow a dark system');
    await night.getByRole('button', { name: 'Appearance' }).click();
    await night.getByRole('menuitemradio', { name: 'Light' }).click();
    expect(!(await isDark(night)), 'the portal did not become light');
    await night.getByRole('button', { name: 'Language' }).click();
    await night.getByRole('menuitemradio', { name: '简体中文' }).click();
    await night.waitForFunction(() => document.documentElement.lang === 'zh-CN');
  },
};
