/*
 * How a text of a customer sounds, by the words in it. A small list in two languages: enough to sort what needs an answer from what does
 * not, and to say why. Stars, where there are any, weigh more than words.
 */
const good = ['great', 'good', 'excellent', 'perfect', 'love', 'recommend', 'happy', 'fast', 'friendly', 'helpful', 'works', 'thank', '好评', '满意', '喜欢', '不错', '很好', '推荐', '完美', '赞', '给力', '热情', '专业', '好用', '值得'];
const bad = ['bad', 'broken', 'terrible', 'awful', 'worst', 'disappointed', 'refund', 'defective', 'leak', 'slow', 'rude', 'never', 'useless', 'waste', 'noisy', 'failed', 'stopped', 'faulty', '差评', '失望', '坏了', '退货', '退款', '漏水', '漏电', '没人理', '太差', '垃圾', '投诉', '骗', '噪音', '异响', '慢', '故障', '不工作', '生气', '再也不', '很差'];
const danger = ['fire', 'smoke', 'burn', 'shock', 'injur', 'explod', '起火', '冒烟', '触电', '漏电', '爆炸', '受伤', '烫伤'];
const not = /(?:\b(?:not|no|never|isn't|wasn't|don't|doesn't|hardly)\s+(?:\w+\s+){0,2}|不太?|没有?|并非|谈不上)$/i;
const topics = {
  delivery: /deliver|shipping|arriv|courier|parcel|物流|快递|发货|送货|到货/i, service: /service|support|staff|agent|answer|客服|售后|服务|态度|师傅/i,
  quality: /quality|broken|defect|material|leak|noise|质量|做工|坏|漏|异响|故障/i, price: /price|expensive|cheap|cost|value|价格|贵|便宜|性价比/i,
} as const;

export type Sentiment = 'good' | 'mixed' | 'bad';
export type Topic = keyof typeof topics;
export interface Sound { readonly sentiment: Sentiment; readonly topics: readonly Topic[]; readonly danger: boolean }

/** @param stars out of five, null where nobody gave any */
export function soundOf(text: string, stars: number | null): Sound {
  const words = text.normalize('NFKC').toLowerCase();
  return {
    sentiment: feeling(words, stars), danger: danger.some((word) => places(words, word).length > 0),
    topics: (Object.keys(topics) as Topic[]).filter((topic) => topics[topic].test(words)),
  };
}
/** Only how it feels, where nobody asks what it is about. */
export const sentimentOf = (text: string): Sentiment => feeling(text.normalize('NFKC').toLowerCase(), null);

function feeling(words: string, stars: number | null): Sentiment {
  const weigh = (list: readonly string[], sign: number) => list.reduce((sum, word) => sum + places(words, word).reduce((s, at) => s + (not.test(words.slice(Math.max(0, at - 24), at)) ? -sign : sign), 0), 0);
  const score = weigh(good, 1) + weigh(bad, -1) + (stars === null ? 0 : (stars - 3) * 2);
  return score > 0 ? 'good' : score < 0 ? 'bad' : 'mixed';
}

/** Where a word begins; a Latin one only at the edge of a word. */
function places(text: string, word: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (!/^[a-z]/.test(word) || at === 0 || !/[a-z]/.test(text[at - 1] ?? '')) found.push(at);
  }
  return found;
}
