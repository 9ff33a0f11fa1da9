import { type DemoCustomer, countryOf } from './customers.ts';
import { type Product, spokenName } from './company.ts';
import type { Random } from './random.ts';
import { type Story, type Topic, type Words, storiesOf } from './topics/index.ts';
import { withCheck } from '../modules/products/index.ts';

type Language = 'zh-CN' | 'en';
export type Channel = 'mail' | 'chat' | 'portal' | 'webhook' | 'phone';
/** What a conversation is about: filled into the words of its topic. */
export interface Matter { readonly topic: Topic; readonly product: Product; readonly language: Language; readonly channel: Channel; readonly customer: DemoCustomer; readonly slots: Readonly<Record<string, string>>; /** Null: its words fit together in any order. */ readonly story: Story | null }

const shops = { 'zh-CN': ['官方商城', '线下体验店', '品牌旗舰店', '社区团购', '公司内购'], en: ['our online shop', 'the store in town', 'a reseller', 'the office supplier'] };

const signs: Readonly<Record<string, string>> = { GB: '£', US: '$' };

export function makeSlots(random: Random, product: Product, customer: DemoCustomer, language: Language, firm: string): Record<string, string> {
  return {
    p: spokenName(product, language), order: `${random.int(20, 26)}${random.digits(8)}`, city: customer.city, shop: random.pick(shops[language]), months: String(random.int(2, 22)),
    sn: serialOf(random, product), tracking: `NF${random.digits(10)}`, amount: language === 'zh-CN' ? String(random.int(49, 2899)) : `${signs[countryOf(customer.city)] ?? '€'}${random.int(19, 389)}`, firm,
  };
}
/** As on the label: model, year and week of production, running number, check character. */
export function serialOf(random: Random, product: Product): string {
  const model = product.model.replace(/[^A-Z0-9]/gi, '').toUpperCase();
  const rest = `${random.int(24, 25)}${String(random.int(1, 50)).padStart(2, '0')}${random.digits(4)}`;
  return `NV${model}-${withCheck(`NV${model}${rest}`, 'mod-37-36').slice(model.length + 2)}`;
}

const fill = (text: string, slots: Readonly<Record<string, string>>): string => {
  const filled = text.replace(/\{(\w+)\}/g, (whole, name: string) => slots[name] ?? whole);
  return filled.charAt(0).toUpperCase() + filled.slice(1);
};
const words = (m: Matter): Words => (m.language === 'zh-CN' ? m.topic.zh : m.topic.en);
const of = (random: Random, m: Matter, part: keyof Words): string => {
  const all = words(m)[part];
  const own = part === 'notes' ? undefined : m.story?.[part];
  return fill(random.pick(own ? all.filter((_, i) => own.includes(i)) : all), m.slots);
};
/** One of the stories a topic can tell about a product. */
export function storyOf(random: Random, topic: Topic, product: Product, language: Language): Story | null {
  const all = storiesOf(topic.key, language, product.key);
  return all.length > 0 ? random.pick(all) : null;
}

const phrases = {
  'zh-CN': {
    hello: ['你好，', '您好！', '客服您好，', '请问，', '你们好，', ''], chatHello: ['在吗？', '你好', '有人吗', '您好，想问一下', ''],
    context: ['我在{shop}买的，大概{months}个月了。', '订单号是 {order}。', '机器序列号 {sn}。', '收货地址在{city}。', '之前一直用得好好的。', '家里老人在用，比较着急。', '我自己照着说明书试过了，没有用。', ''],
    ask: ['请问怎么处理？', '麻烦尽快帮忙看一下，谢谢。', '希望今天能有个答复。', '这个能保修吗？', '等你们回复。', '谢谢！'],
    agentHello: ['您好，感谢联系诺凡电器。', '{name}您好！', '您好，我是诺凡售后的{agent}，很高兴为您服务。', '{name}您好，非常抱歉给您带来不便。'],
    agentBye: ['有任何问题随时回复我。', '祝您生活愉快！', '如果还有疑问，直接回复即可。', '感谢您的耐心。'],
    thanks: ['好的，谢谢！', '解决了，非常感谢。', '收到，服务很好，点赞。', '可以了，谢谢你。', '好的，那我等快递。'],
    more: ['另外再问一下，保修卡丢了影响保修吗？', '对了，这个大概多久能好？', '请问运费是你们出吗？', '还有一台旧的能不能一起看看？'],
    moreAnswer: ['不影响的，系统里按序列号就能查到您的购买记录。', '一般 3 到 5 天，有进展我第一时间告诉您。', '保修期内往返运费都由我们承担，您放心。', '可以的，请把两台一起交给快递员，备注写清楚就好。'],
    again: ['不好意思，问题又出现了，和之前一模一样。', '用了一天又不行了，麻烦再看一下。', '还是没解决，请再帮忙处理。'], againAnswer: ['非常抱歉没有一次解决。我已经把情况升级给工程师，今天之内给您答复。', '很抱歉，我重新为您安排，这次由我全程跟进。'],
    chase: ['您好，想跟您确认一下，上次的方法试过了吗？如果已经解决，可以忽略这条消息。'], ack: ['好的，我按您说的试一下。', '稍等，我现在去看。', '收到，晚上回家试。'], call: '【来电记录】客户来电：', bye: ['', '\n\n{name}'], handover: '转给专门的同事处理，已附上情况说明。', waitBack: ['等待退货寄达', '等待仓库验货'], waitPart: ['等待配件到货', '等待服务商上门', '等待检测结果'], noAnswer: '多次联系未回复',
  },
  en: {
    hello: ['Hello,\n\n', 'Hi there,\n\n', 'Good morning,\n\n', 'Dear support team,\n\n', ''], chatHello: ['Hi', 'Hello?', 'Is anybody there?', ''],
    context: ['I bought it at {shop} about {months} months ago.', 'The order number is {order}.', 'Serial number {sn}.', 'We live in {city}.', 'It worked perfectly until now.', 'I have followed the manual without luck.', ''],
    ask: ['What should I do?', 'Please have a look, thank you.', 'I would be glad about an answer today.', 'Is this covered by the warranty?', 'Looking forward to your reply.', 'Thanks!'],
    agentHello: ['Thank you for getting in touch with Norvane.', 'Hello {name},', 'Hello {name}, this is {agent} of Norvane support.', 'Hello {name}, I am sorry for the trouble.'],
    agentBye: ['Just reply if anything is unclear.', 'Have a good day!', 'I am here if you need anything else.', 'Thank you for your patience.'],
    thanks: ['Thanks a lot!', 'That solved it, thank you.', 'Great service, much appreciated.', 'All good now.', 'Perfect, I will wait for the parcel.'],
    more: ['One more thing: I lost the warranty card. Is that a problem?', 'How long will it take?', 'Who pays for the shipping?', 'Could you look at my old one as well?'],
    moreAnswer: ['Not at all, we find your purchase by the serial number.', 'Three to five days as a rule. I will write as soon as there is news.', 'We do, both ways, as long as it is in warranty.', 'Of course: hand both to the courier with a note.'],
    again: ['Sorry, but it is back, exactly as before.', 'It worked for a day and now it fails again.', 'It is still not solved, please have another look.'], againAnswer: ['I am sorry that it was not solved the first time. Engineering is looking at it and you will hear from me today.', 'My apologies. I am arranging it again and will follow it through myself.'],
    chase: ['Hello, did you get around to trying this? If it works by now, there is no need to answer.'], ack: ['OK, let me try that.', 'One moment, I will have a look.', 'Got it, I will try tonight.'], call: 'Call: ', bye: ['', '\n\nBest regards\n{name}', '\n\nThanks\n{name}'], handover: 'Handing over to the people who know this best, details are in the thread.', waitBack: ['waiting for the parcel', 'waiting for the check in the warehouse'], waitPart: ['waiting for a part', 'waiting for the technician', 'waiting for the lab'], noAnswer: 'no answer from the customer',
  },
} as const;
const say = (m: Matter) => phrases[m.language];
const glue = (m: Matter, parts: readonly string[]): string => parts.filter((p) => p !== '').join(m.language === 'zh-CN' ? '' : ' ').replace(/\n\n /g, '\n\n');

export const subjectOf = (random: Random, m: Matter): string => of(random, m, 'subjects');

/** First words of the customer: a letter by mail, a line or two in a chat, a note of what was said on the phone. */
export function opening(random: Random, m: Matter): string[] {
  const s = say(m);
  const told = of(random, m, 'told');
  if (m.channel === 'chat') return [random.pick(s.chatHello), told].filter((t) => t !== '');
  if (m.channel === 'phone') return [`${s.call}${told}${m.language === 'en' ? ' ' : ''}${fill(random.pick(s.context), m.slots)}`];
  const context = [...new Set([random.pick(s.context), random.pick(s.context)])].map((c) => (c === '' ? '' : fill(c, m.slots)));
  const letter = m.channel === 'mail' ? fill(random.pick(s.bye), { name: m.customer.name }) : '';
  return [glue(m, [m.channel === 'mail' ? random.pick(s.hello) : '', told, ...context, random.pick(s.ask)]) + letter];
}

const agentWords = (random: Random, m: Matter, agent: string, text: string): string => {
  const s = say(m);
  if (m.channel === 'chat') return text;
  const names = { name: m.language === 'zh-CN' ? m.customer.name : (m.customer.name.split(' ')[0] ?? ''), agent };
  return m.channel === 'mail' || m.channel === 'portal' ? `${fill(random.pick(s.agentHello), names)}\n\n${text}\n\n${random.pick(s.agentBye)}` : text;
};
export const firstAnswer = (random: Random, m: Matter, agent: string): string => agentWords(random, m, agent, of(random, m, 'asked'));
export const result = (random: Random, m: Matter): string => of(random, m, 'answered');
export const solution = (random: Random, m: Matter, agent: string): string => agentWords(random, m, agent, of(random, m, 'solved'));
export const note = (random: Random, m: Matter): string => of(random, m, 'notes');
/** A further question and its answer. */
export function aside(random: Random, m: Matter, agent: string): [question: string, answer: string] {
  const i = random.int(0, 3);
  return [say(m).more[i] ?? '', agentWords(random, m, agent, say(m).moreAnswer[i] ?? '')];
}
export const phrase = (random: Random, m: Matter, kind: 'thanks' | 'again' | 'againAnswer' | 'chase' | 'ack' | 'waitPart' | 'waitBack'): string => random.pick(say(m)[kind]);
export const handover = (m: Matter): string => say(m).handover;
export const noAnswer = (m: Matter): string => say(m).noAnswer;
