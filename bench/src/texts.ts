/** What customers and agents write, made of sentences with words that are everywhere, now and then, and hardly ever. Counted from the front, frequent ones come first. */
export interface Text { readonly body: string; readonly weight: number }

const openings = ['您好，', '你好，请问', 'Hello, ', '', 'Hi team, ', '客服您好，', '麻烦看一下，', 'Good morning, '];
const problems = ['打印机一直连不上网，重启也没有用', '洗衣机脱水的时候声音很大', '扫地机器人充不上电', 'the printer does not connect to the network since the update', 'the screen stays black after start-up', 'the battery swells and gets hot', '门封条有裂缝，漏水', '遥控器没有反应',
  'the app cannot find the device', '保修期还有多久', 'the washing machine shows error E21', '发票抬头写错了，需要重开', 'I would like to return the order', '快递三天没有更新', 'the pump leaks at the lower hose', '空调不制冷，滤网已经清洗', '手机屏幕碎了，换屏多少钱', 'the vacuum cleaner stops after five minutes',
  '说明书里没有写怎么复位', 'please send a technician next week'];
const closings = ['，谢谢。', '。请尽快处理', '. Thank you', '. Please call me back', '，订单号见下', '。上门时间可以改到周末吗', '. It is urgent', ''];
/** In one message of a thousand, of ten thousand. */
const seldom = ['增值税专用发票', 'electromagnetic interference', '压缩机异响', 'thermostat calibration', '主板烧毁', 'warranty extension'];
const rare = ['zymurgist', '饕餮纹面板', 'quokka', '量子涨落'];

export const frequentWords = { zh: '打印机', en: 'the' };
export const seldomWords = { zh: '增值税', en: 'thermostat' };
export const rareWords = { zh: '饕餮', en: 'zymurgist' };

/** A few thousand texts; `weight` out of a million messages. */
export function texts(): Text[] {
  const usual = openings.flatMap((o) => problems.flatMap((p) => closings.map((c) => o + p + c)));
  const special = (words: readonly string[], weight: number): Text[] => words.flatMap((w) => openings.slice(0, 4).map((o, i) => ({ body: `${o}${problems[i] ?? ''}，${w}${closings[i] ?? ''}`, weight: weight / 4 })));
  return [...special(rare, 4), ...special(seldom, 1000), ...usual.map((body) => ({ body, weight: (1_000_000 - seldom.length * 1000 - rare.length * 4) / usual.length }))];
}
