/** The menu's steps as TwiML; pure. */
import type { Step } from '../../modules/hotline/index.ts';

export interface TwimlPlaces {
  readonly language: 'zh-CN' | 'en';
  /** Where the service tells what happened: `on` is keys, silence, recorded, dialled. */
  readonly url: (on: string) => string;
  /** Addresses of recorded announcements, by file. */
  readonly sounds?: ReadonlyMap<number, string>;
  /** Our own telephone, where callers wait with music and colleagues take them. */
  readonly waitingRoom: string;
}
const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
const text = (value: string) => value.replace(/[&<>"']/g, (c) => escapes[c] ?? c);
/** A recording is played where there is one, as on our own lines. */
const says = (step: Step & { do: 'say' }, sounds: ReadonlyMap<number, string>) => { const url = step.fileId === null ? undefined : sounds.get(step.fileId); return url ? `<Play>${text(url)}</Play>` : spoken(step); };
const spoken = (step: Step & { do: 'say' }) => (step.text ? `<Say language="${step.language === 'zh-CN' ? 'zh-CN' : 'en-US'}">${text(step.text)}</Say>` : '');

export function toTwiml(steps: readonly Step[], places: TwimlPlaces): string {
  const url = (on: string) => text(places.url(on));
  const said = steps.filter((s) => s.do === 'say').map((s) => says(s, places.sounds ?? new Map())).join('');
  const last = steps.at(-1);
  const rest = (() => {
    switch (last?.do) {
      // Inside the gathering, so that a key interrupts what is said.
      case 'keys': return `<Gather input="${last.words ? 'dtmf speech' : 'dtmf'}"${last.words ? ` speechTimeout="auto" language="${places.language === 'zh-CN' ? 'zh-CN' : 'en-US'}" hints="${text(Object.values(last.words).join(', '))}"` : ''} numDigits="${last.most}" finishOnKey="${last.most > 1 ? '#' : ''}" timeout="${last.seconds}" method="POST" action="${url('keys')}">${said}</Gather><Redirect method="POST">${url('silence')}</Redirect>`;
      case 'queue': return `${said}<Dial method="POST" action="${url('dialled')}" timeout="30"><Sip>${text(places.waitingRoom)}</Sip></Dial>`;
      case 'record': return `${said}<Record maxLength="${last.mostSeconds}" finishOnKey="#" playBeep="true" method="POST" action="${url('recorded')}"/>`;
      case 'transfer': return `${said}<Dial method="POST" action="${url('dialled')}">${/^sips?:/i.test(last.to) ? `<Sip>${text(last.to)}</Sip>` : `<Number>${text(last.to)}</Number>`}</Dial>`;
      default: return `${said}<Hangup/>`;
    }
  })();
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${rest}</Response>`;
}
