/** What people write to be left alone, and to be written to again: the whole message, in any of our languages. */
const stop = new Set(['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'optout', 'td', 't', 'n', '退订', '退訂', '取消', '拒收', '停止']);
const start = new Set(['start', 'unstop', 'subscribe', 'resume', '恢复', '恢復', '订阅', '訂閱']);

export function wishOf(text: string): 'stop' | 'start' | null {
  const words = text.normalize('NFKC').toLowerCase().replace(/[\s.,!?。，！？"'“”]/g, '');
  return stop.has(words) ? 'stop' : start.has(words) ? 'start' : null;
}
