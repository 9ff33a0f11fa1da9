import { api } from '@aftercare/contract';
import { customerAtHome } from '../customer.ts';
import type { Journey, Stage } from '../main.ts';
import { type Screen, consoleScreens, customerScreens, portalScreens } from '../screens.ts';
import { expect } from '../until.ts';
import { type Said, Viewer, goTo, languages } from '../walk.ts';
import { untranslated } from '../words.ts';
import { openChat } from './chat.ts';

/** Two tickets: one to look at in its full length, one whose own words are known, to read the others. */
interface Shown { readonly ticketId: number; readonly customerId: number; readonly words: string; readonly modelId: number; readonly link: string }
const shown = new WeakMap<Stage['house'], Promise<{ looked: Shown; read: Shown }>>();
function shownOf({ house }: Stage): Promise<{ looked: Shown; read: Shown }> {
  const of = async (ticketId: number, words: string): Promise<Shown> => {
    const [{ customer }, { url }] = [await house.call(api.tickets.get, { params: { id: ticketId } }), await house.call(api.tickets.customerLink, { params: { id: ticketId } })];
    return { ticketId, customerId: customer.id, words, modelId: house.modelId, link: url };
  };
  const make = async () => {
    const lamp = await house.ticket({ subject: 'The lamp of the W8 flickers', customer: 'Zoe Lamp', email: 'zoe@lamp.example', text: 'It flickers at night. https://lamp.example' });
    await house.call(api.conversations.reply, { params: { id: lamp }, body: { text: 'Thank you. We look at it.', then: 'solve' } });
    const drum = await house.ticket({ subject: '洗衣机显示故障代码', customer: '林小满', email: 'lin@kunde.example', text: '屏幕显示故障代码，无法脱水。', language: 'zh-CN', ownerId: house.chen.id });
    return { looked: await of(lamp, 'flickers'), read: await of(drum, '故障代码') };
  };
  const known = shown.get(house) ?? make();
  shown.set(house, known);
  return known;
}

/** What is written as it stands, whatever the language. */
const asItStands = ['林小满',
  // Found words are marked, which cuts what was written into pieces.
  '洗衣机显示', '故障代码', '屏幕显示', '，无法脱水。',
  // Examples in fields that ask for a name in each language, and a language's own name.
  'Compressor repair', '压缩机维修', '中文',
  // The mark its licence asks for.
  'Powered by bpmn.io',
  // What is written into conditions, number series and addresses as it stands, and names of things abroad.
  'tier = "gold" and spent > 5000', 'complaints >= 2 and lastTicketDays < 30', 'JSON Lines',
  '{year}', '{number:5}', '{number}', '数电票', 'Cloud API', 'English', '简体中文', 'Aftercare'];
/** Names that an administrator gave: they are the same in every language. */
async function ownWords({ house }: Stage): Promise<string[]> {
  const [agents, teams, channels, policies, calendars, skills, queues, company, templates, sites] = await Promise.all([
    house.call(api.org.agents, {}), house.call(api.org.teams, {}), house.call(api.channels.list, {}), house.call(api.sla.policies, {}), house.call(api.org.calendars, {}), house.call(api.org.skills, {}), house.call(api.routing.queues, {}), house.call(api.org.company, {}), house.call(api.conversations.templates, {}), house.call(api.sites.list, {}),
  ]);
  return [
    ...asItStands, company.name, ...company.products, ...agents.items.flatMap((a) => [a.name, a.email]), ...teams.items.map((t) => t.name), ...channels.items.flatMap((c) => [c.name, c.address]), ...policies.items.map((p) => p.name),
    ...calendars.items.map((c) => c.name), ...skills.items.flatMap((s) => [s.name.zh, s.name.en]), ...queues.items.map((q) => q.name), ...templates.items.flatMap((t) => [t.name.zh, t.name.en, t.body, t.shortcut]), ...sites.items.flatMap((s) => [s.name.zh, s.name.en, s.address]),
  ];
}
async function judge(stage: Stage, said: readonly Said[]): Promise<string[]> {
  const words = await ownWords(stage);
  return said.flatMap(({ what, language, texts }) => untranslated(texts, language, words).map((text) => `${what} (${language}): "${text.slice(0, 120)}"`));
}

/** Lists show what other customers wrote, in whatever language, and the first steps the subject of what came first; designers show both languages of a step or a rule side by side. */
const mixed = new Set(['inbox', 'customers', 'settings overview', 'process designer', 'decision table']);
/** Forms of the settings are built of the same parts: on the phone a few of them stand for all. */
const onPhone = ({ name }: Screen) => !name.startsWith('settings') || ['overview', 'people/new', 'calendars', 'channels'].some((part) => name.endsWith(part));

interface Part { readonly title: string; screens(shown: Shown): readonly Screen[] }
const ofConsole = (title: string, mine: (screen: Screen, place: number, all: readonly Screen[]) => boolean): Part => ({ title, screens: (of) => consoleScreens(of).filter(mine) });
const isSetting = ({ name }: Screen) => name.startsWith('settings');
const isWork = ({ path }: Screen) => /^\/(inbox|tickets|search|customers|processes)/.test(path);
const parts: readonly Part[] = [
  ofConsole('desk and processes', isWork),
  ofConsole('goods, visits, wallboard', (screen) => !isWork(screen) && !isSetting(screen)),
  ofConsole('settings of people and service', (screen, place, all) => isSetting(screen) && place < all.findIndex(isSetting) + 11),
  ofConsole('settings of doors and business', (screen, place, all) => isSetting(screen) && place >= all.findIndex(isSetting) + 11),
];

/** English first, with everything that axe and a phone say; then the words once more in Chinese. `told` is where they are read, screen by screen. */
async function through(viewer: Viewer, base: string, screens: readonly Screen[], told: readonly Screen[]): Promise<void> {
  for (const language of languages) {
    for (const [i, screen] of screens.entries()) {
      const words = told[i] ?? screen;
      if (language === 'en') {
        await goTo(viewer.page, base, screen, language);
        await viewer.look(screen.name, onPhone(screen));
      }
      if (language !== 'en' || words.path !== screen.path) await goTo(viewer.page, base, words, language);
      await viewer.read(screen.name, language, { judged: !mixed.has(screen.name) });
    }
  }
}
async function walk(stage: Stage, part: Part): Promise<string> {
  const { looked, read } = await shownOf(stage);
  const { context, page } = await stage.person();
  await stage.house.enter(context, stage.house.admin);
  const viewer = new Viewer(page);
  const screens = part.screens(looked);
  await through(viewer, stage.system.base, screens, part.screens(read));
  return conclude(stage, viewer, screens.length);
}
/** Fails with all that was found; tells how much was looked at. */
async function conclude(stage: Stage, viewer: Viewer, screens: number): Promise<string> {
  const faults = [...viewer.faults, ...(await judge(stage, viewer.said))];
  expect(faults.length === 0, [...new Set(faults)].join('\n'));
  const { looks } = viewer;
  for (const [way, n] of Object.entries(looks)) expect(way === 'narrow' ? n > 0 : n === screens, `${screens} screens, but ${n} were looked at ${way}`);
  return `${screens} screens: axe ${looks.wide} wide and ${looks.narrow} narrow, each light and dark; words ${looks.en} en and ${looks['zh-CN']} zh-CN`;
}

/** What stands before signing in, the widget in a shop's page, and the customer's own pages. */
async function outside(stage: Stage): Promise<string> {
  const { system: { base } } = stage;
  const { looked, read } = await shownOf(stage);
  const { page } = await stage.person();
  const viewer = new Viewer(page);
  const signIn: Screen = { name: 'sign-in', path: '/signin', ready: (p) => p.locator('input[type=email], input[autocomplete=username]').first().waitFor() };
  for (const language of languages) {
    await goTo(page, base, signIn, language);
    if (language === 'en') await viewer.look('sign-in', true);
    await viewer.read('sign-in', language);
    await openChat(page, base, language);
    if (language === 'en') {
      await page.getByRole('textbox', { name: 'Your message' }).fill('Hello');
      await viewer.look('widget', true);
    }
    await viewer.read('widget', language, { without: /<script|Brook|清溪|Riverside|临河/ });
    // An open talk stays open, and would be closed by the button that opens it.
    await page.evaluate(() => { localStorage.clear(); sessionStorage.clear(); });
  }
  const { unitId } = await customerAtHome(stage, page, { name: '林小满', email: 'lin-home@kunde.example', subject: '洗衣机显示故障代码', language: 'zh-CN' });
  const [screens, told] = [looked, read].map(({ link }) => [...portalScreens(link), ...customerScreens(unitId)]) as [Screen[], Screen[]];
  await through(viewer, base, screens, told);
  return conclude(stage, viewer, screens.length + 2);
}

/** WCAG 2.2 AA on every screen, wide and narrow, light and dark; both languages through and through. */
export const screenJourneys: readonly Journey[] = [
  ...parts.map((part) => ({ name: `screens: ${part.title}`, run: (stage: Stage) => walk(stage, part) })),
  { name: 'screens: portal, widget, sign-in', run: outside },
];
