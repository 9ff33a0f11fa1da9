import iconv from 'iconv-lite';

/** A mail of the simulated stream, as it travels. */
export interface SimulatedMail {
  readonly messageId: string;
  readonly from: string;
  readonly subject: string;
  /** Its words, without what it quotes. */
  readonly text: string;
  readonly kind: 'plain' | 'html' | 'gb18030' | 'attachment' | 'reply-by-header' | 'reply-by-tag';
  /** Message-ID of the mail of the stream it goes on with. */
  readonly answers: string | null;
  readonly raw: Buffer;
}

const people = [
  { name: '王芳', box: 'wang.fang', zh: true }, { name: '李强', box: 'liqiang', zh: true }, { name: '陈静怡', box: 'chen.jingyi', zh: true }, { name: '赵𠮷', box: 'zhao.ji', zh: true },
  { name: 'Emma Clark', box: 'emma.clark', zh: false }, { name: 'Tom Baker', box: 'tom', zh: false }, { name: 'Sofía Ruiz', box: 'sofia.ruiz', zh: false }, { name: "Liam O'Brien", box: 'liam', zh: false },
] as const;
const cases = {
  zh: [['平板电脑开机黑屏', '新买的平板昨天还好好的，今天早上按电源键屏幕一直不亮，充了两个小时电也没用。'], ['冰箱冷藏室不制冷', '冷藏室温度一直在 15 度左右，冷冻正常。机器是去年双十一买的，还在保修期内吗？'], ['申请开具增值税发票', '上周的维修费用请开增值税专用发票，抬头和税号见下方，谢谢。'],
    ['耳机左边没有声音', '左耳突然没有声音了，换了手机也一样，序列号在盒子上：SN20398-𠮷。'], ['咨询上门安装时间', '请问洗衣机什么时候可以上门安装？我周末都在家。']],
  en: [['Tablet does not turn on', 'The tablet I bought last week stays black when I press the power button. I charged it for two hours.'], ['Fridge is not cooling', 'The lower compartment stays at 15 °C. The freezer works. Is it still under warranty?'], ['Invoice for my repair', 'Could you send me an invoice for the repair last Tuesday? Our accountant needs it.'],
    ['Left earphone is silent', 'Since yesterday the left side makes no sound. The serial number on the box is SN-20398.'], ['When will the technician come?', 'I was promised a visit this week but nobody called. I am at home on Friday.']],
} as const;
const followUps = { zh: ['补充一下：重启过三次了，还是不行。', '好的，周五下午可以，麻烦师傅提前打电话。', '照片已经拍好，请看附件说明。'], en: ['One more thing: I restarted it three times, no change.', 'Friday afternoon is fine, please ring before you come.', 'It happened again this morning.'] } as const;
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** The same numbers for the same seed, so that a stream can be repeated (mulberry32). */
export function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const word = (text: string, charset: 'utf-8' | 'gb18030'): string => (/^[\x20-\x7e]*$/.test(text) ? text : `=?${charset}?B?${iconv.encode(text, charset).toString('base64')}?=`);
const lines = (base64: string): string => base64.replace(/.{76}/g, '$&\r\n');

export interface MailMakerOptions {
  readonly to: string;
  readonly seed: number;
  readonly at: () => Date;
  /** Tells streams apart that go to the same desk. */
  readonly stream: string;
}

/** Makes mails one after the other: new requests, and replies to earlier ones by header or by `[#number]`. */
export function createMailMaker({ to, seed, at, stream }: MailMakerOptions) {
  const below = numbers(seed);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  let count = 0;

  function build(input: { who: (typeof people)[number]; subject: string; text: string; kind: SimulatedMail['kind']; answers: string | null }): SimulatedMail {
    count += 1;
    const { who, subject, text, kind, answers } = input;
    const charset = kind === 'gb18030' ? 'gb18030' : 'utf-8';
    const messageId = `<${stream}.${count}@${who.zh ? 'kehu' : 'customers'}.example>`;
    const from = `${who.box}.${stream}@${who.zh ? 'kehu' : 'customers'}.example`;
    const head = [`From: ${word(who.name, charset)} <${from}>`, `To: <${to}>`, `Subject: ${word(subject, charset)}`, `Message-ID: ${messageId}`, `Date: ${at().toUTCString().replace('GMT', '+0000')}`, 'MIME-Version: 1.0',
      ...(answers && kind === 'reply-by-header' ? [`In-Reply-To: ${answers}`, `References: ${answers}`] : [])];
    const encoded = (value: string, type: string): string => `Content-Type: ${type}; charset=${charset}\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines(iconv.encode(value, charset).toString('base64'))}`;
    const html = `<html><body><p style="color:#222">${text}</p><ul><li><b>${subject}</b></li></ul></body></html>`;
    const body = kind === 'html' ? `Content-Type: multipart/alternative; boundary="alt"\r\n\r\n--alt\r\n${encoded(text, 'text/plain')}\r\n--alt\r\n${encoded(html, 'text/html')}\r\n--alt--`
      : kind === 'attachment' ? `Content-Type: multipart/mixed; boundary="mix"\r\n\r\n--mix\r\n${encoded(text, 'text/plain')}\r\n--mix\r\nContent-Type: image/png; name="${word(who.zh ? '照片.png' : 'photo.png', charset)}"\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n${png}\r\n--mix--`
        : encoded(text, 'text/plain');
    return { messageId, from, subject, text, kind, answers, raw: Buffer.from([...head, body, ''].join('\r\n')) };
  }

  return {
    /** Somebody's new request. */
    request(kind: 'plain' | 'html' | 'gb18030' | 'attachment' = pick(['plain', 'plain', 'html', 'gb18030', 'attachment'] as const)): SimulatedMail {
      const who = kind === 'gb18030' ? pick(people.filter((p) => p.zh)) : pick(people);
      const [subject, text] = pick<readonly [string, string]>(cases[who.zh ? 'zh' : 'en']);
      return build({ who, subject, text, kind, answers: null });
    },
    /** The same person goes on; by the number of the ticket where it is given. */
    reply(earlier: SimulatedMail, ticketId?: number): SimulatedMail {
      const who = people.find((p) => earlier.from.startsWith(`${p.box}.`)) ?? people[0];
      const subject = ticketId === undefined ? `${who.zh ? '回复：' : 'Re: '}${earlier.subject}` : `${who.zh ? '答复: ' : 'Re: '}[#${ticketId}] ${earlier.subject}`;
      const quoted = who.zh ? `\r\n\r\n------------------ 原始邮件 ------------------\r\n> ${earlier.text}` : `\r\n\r\nOn Mon, Mar 2, 2026 at 10:00 AM Service <${to}> wrote:\r\n> ${earlier.text}`;
      const text = pick(followUps[who.zh ? 'zh' : 'en']);
      return { ...build({ who, subject, text: text + quoted, kind: ticketId === undefined ? 'reply-by-header' : 'reply-by-tag', answers: earlier.messageId }), text };
    },
    chance: (percent: number): boolean => below(100) < percent,
    pick,
  };
}
