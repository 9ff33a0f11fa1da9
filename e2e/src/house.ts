import { api, createClient } from '@aftercare/contract';
import type { BrowserContext } from 'playwright-core';
import type { Sink } from './sink.ts';
import type { System } from './system.ts';

export interface Colleague { readonly id: number; readonly name: string; readonly email: string; readonly password: string }
export type Call = ReturnType<typeof createClient>;

/** A small company at work: who is there, which doors are open. */
export interface House {
  /** The API with an administrator's key. */
  readonly call: Call;
  readonly admin: Colleague;
  readonly chen: Colleague;
  readonly ada: Colleague;
  readonly tom: Colleague;
  readonly teamId: number;
  /** A product with a known fault and troubleshooting. */
  readonly modelId: number;
  readonly mailbox: string;
  readonly site: string;
  readonly webhook: { readonly name: string; readonly secret: string };
  /** Somebody new with these roles, who has set a password. */
  hire(name: string, email: string, language: 'zh-CN' | 'en', roles?: string[]): Promise<Colleague>;
  /** Follows a link of invitation and sets the password every colleague here has. */
  join(link: string, who: { id: number; name: string; email: string }): Promise<Colleague>;
  /** Gives a browser somebody's session, as if they had signed in a while ago. */
  enter(context: BrowserContext, who: Colleague): Promise<void>;
  /** A ticket in hand: opened by phone, so that nothing waits for its customer's mail. */
  ticket(o: { subject: string; text?: string; customer: string; email?: string; ownerId?: number; language?: 'zh-CN' | 'en' }): Promise<number>;
}

const password = 'a quiet house by the brook';

/** Furnishes an empty installation through its API alone, as an administrator would. */
export async function furnish(system: System, sink: Sink): Promise<House> {
  const { base } = system;
  const link = system.welcome.setupLink;
  if (!link) throw new Error('there is no set-up link: the installation was not empty');
  let cookie = '';
  const asAdmin = createClient({ base, language: () => 'en', headers: () => ({ cookie, origin: base }) });
  const redeem = async (url: string, body: { name?: string; email?: string }) => {
    const answer = await fetch(`${base}/api/v1/session/links`, { method: 'POST', headers: { 'content-type': 'application/json', 'accept-language': 'en', origin: base }, body: JSON.stringify({ token: new URL(url).searchParams.get('token'), password, ...body }) });
    if (!answer.ok) throw new Error(`the link was refused: ${await answer.text()}`);
    return { me: (await answer.json()) as { id: number }, cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
  };
  const first = await redeem(link, { name: 'Grace Winter', email: 'grace@brook.example' });
  cookie = first.cookie;
  const key = await asAdmin(api.org.createApiKey, { body: { name: 'journeys', role: 'administrator' } });
  const call = createClient({ base, language: () => 'en', headers: () => ({ authorization: `Bearer ${key.secret}` }) });

  await call(api.org.saveCompany, { body: { name: 'Brook Appliances', timeZone: 'Asia/Shanghai', language: 'en', products: ['Brook W8 washing machine', 'Brook D6 dryer'] } });
  const team = await call(api.org.createTeam, { body: { name: 'Service' } });
  const hire = async (name: string, email: string, language: 'zh-CN' | 'en', roles: string[] = ['supervisor']): Promise<Colleague> => {
    const { agent, link: invitation } = await call(api.org.inviteAgent, { body: { name, email, language, languages: ['zh-CN', 'en'], roles, teams: roles.includes('supervisor') ? [team.id] : [], capacity: 50 } });
    return join(invitation, { id: agent.id, name, email });
  };
  const join = async (invitation: string, who: { id: number; name: string; email: string }): Promise<Colleague> => { await redeem(invitation, {}); return { ...who, password }; };
  const chen = await hire('陈曦', 'chen@brook.example', 'zh-CN');
  const ada = await hire('Ada Miller', 'ada@brook.example', 'en');
  const tom = await hire('Tom Baker', 'tom@brook.example', 'en');

  const common = { teamId: null, enabled: true } as const;
  const mailbox = 'help@brook.example';
  const webhook = { name: 'orders', secret: 'a-secret-that-only-the-shop-knows' };
  await call(api.channels.create, { body: { ...common, kind: 'mail', name: 'Brook help', address: mailbox, language: 'zh-CN', settings: { smtp: { host: '127.0.0.1', port: sink.port, security: 'none', user: '' } } } });
  await call(api.channels.create, { body: { ...common, kind: 'chat', name: 'Shop', address: 'shop', language: 'en', settings: { greeting: { zh: '您好，有什么可以帮您？', en: 'Hello, how can we help?' } } } });
  await call(api.channels.create, { body: { ...common, kind: 'webhook', name: 'Orders', address: webhook.name, language: 'en', settings: { secret: webhook.secret } } });
  const have = (await call(api.channels.list, {})).items;
  if (!have.some((c) => c.kind === 'portal')) await call(api.channels.create, { body: { ...common, kind: 'portal', name: 'Portal', address: 'portal', language: 'en', settings: {} } });
  const always = (await call(api.org.calendars, {})).items.find((c) => c.name.includes('24'));
  if ((await call(api.sla.policies, {})).items.length === 0 && always) {
    await call(api.sla.createPolicy, { body: { name: 'Standard', match: { channels: [], types: [], tiers: [], priorities: [] }, calendarId: always.id, targets: { 'first-response': 10, solution: 1440, closing: 2880 }, warnAt: 0.8, position: 1, enabled: true } });
  }

  const brand = await call(api.products.saveBrand, { params: { key: 'brook' }, body: { name: { zh: '小溪', en: 'Brook' }, serialRules: [{ pattern: 'BR\\d{8}', check: 'none' }] } });
  const model = await call(api.products.createModel, { body: { brandId: brand.id, key: 'W8', name: { zh: '滚筒洗衣机', en: 'Washing machine' }, category: 'washing-machine' } });
  await call(api.products.saveFault, { params: { id: model.id }, body: { key: 'leak', title: { zh: '漏水', en: 'It leaks' }, advice: { zh: '请先关闭进水阀。', en: 'Close the tap first.' }, safety: true, plans: [{ title: { zh: '更换门封', en: 'Change the door seal' }, minutes: 40, steps: { zh: '拆下旧门封', en: 'Take the old seal off' }, parts: [] }] } });
  await call(api.products.saveTree, { params: { id: model.id }, body: { title: { zh: '不脱水', en: 'It does not spin' }, start: 'a', nodes: { a: { kind: 'question', text: { zh: '能排水吗？', en: 'Does it drain?' }, answers: [{ text: { zh: '能', en: 'Yes' }, to: 'c' }, { text: { zh: '不能', en: 'No' }, to: 'b' }] }, b: { kind: 'fix', text: { zh: '清理过滤器', en: 'Clean the filter' }, steps: { zh: '打开右下角的盖子', en: 'Open the lid at the lower right' }, notHelped: 'c' }, c: { kind: 'report', text: { zh: '请报修', en: 'Please report it' } } } } });

  return {
    modelId: model.id,
    call, chen, ada, tom, hire, join, mailbox, webhook, teamId: team.id, site: 'shop',
    admin: { id: first.me.id, name: 'Grace Winter', email: 'grace@brook.example', password },
    async enter(context, who) {
      const answer = await context.request.post(`${base}/api/v1/session`, { data: { email: who.email, password: who.password }, headers: { origin: base } });
      if (!answer.ok()) throw new Error(`${who.name} could not sign in: ${await answer.text()}`);
    },
    async ticket({ customer, email, language, ...rest }) {
      const opened = await call(api.tickets.open, { body: { text: '', ...rest, teamId: team.id, customer: { name: customer, ...(email ? { email } : {}), ...(language ? { language } : {}) } } });
      return opened.id;
    },
  };
}
