/** What people write to be left alone, by language: the whole message, in any of them. What also answers a question of ours («n», 「取消」) is none. */
const stops: Readonly<Record<string, readonly string[]>> = {
  en: ['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'optout', 'revoke'],
  zh: ['退订', '退訂', '拒收', 'td', 't', '退订短信', '不要再发'],
  de: ['stopp', 'abmelden', 'abbestellen'],
  fr: ['arret', 'arrêt', 'désabonner', 'desabonner', 'résilier'],
  es: ['baja', 'alto', 'parar', 'desuscribir'],
  pt: ['sair', 'pare', 'descadastrar'],
  it: ['annulla', 'disiscrivi', 'ferma'],
  nl: ['afmelden', 'stoppen'],
  pl: ['wypisz', 'koniec'],
  ru: ['стоп', 'отписаться', 'отписка'],
  uk: ['відписатися'],
  tr: ['iptal', 'dur'],
  ja: ['停止', '配信停止', 'ストップ'],
  ko: ['수신거부', '중지', '거부'],
  vi: ['huy', 'tuchoi', 'hủy', 'từ chối'],
  id: ['berhenti'],
  th: ['ยกเลิก', 'หยุด'],
  ar: ['إيقاف', 'ايقاف', 'إلغاء', 'الغاء'],
};
const starts: Readonly<Record<string, readonly string[]>> = {
  en: ['start', 'unstop', 'subscribe', 'resume'], zh: ['恢复', '恢復', '订阅', '訂閱'], de: ['anmelden'], fr: ['reprendre'], es: ['alta'], pt: ['voltar'], ru: ['старт'], ja: ['再開'], ko: ['수신동의'],
};
const bare = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[\s.,!?。，！？¡¿"'“”«»「」]/g, '');
const set = (words: Readonly<Record<string, readonly string[]>>) => new Set(Object.values(words).flat().map(bare));
const stop = set(stops);
const start = set(starts);

/** `more`: the house's own words, separated by commas. */
export function wishOf(text: string, more = ''): 'stop' | 'start' | null {
  const words = bare(text);
  if (words === '') return null;
  if (start.has(words)) return 'start';
  return stop.has(words) || more.split(/[,，;；]/).map(bare).includes(words) ? 'stop' : null;
}
