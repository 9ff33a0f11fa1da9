/** Session descriptions (RFC 8866) and offer/answer (RFC 3264) for one audio stream. Pure. */
import type { Law } from './g711.ts';

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';
export interface AudioOffer {
  readonly host: string; readonly port: number; readonly direction: Direction;
  /** Known codecs in their order of liking, with the number they use for it. */
  readonly laws: readonly { readonly law: Law; readonly payloadType: number }[];
  /** Number of telephone-event; null when they have none. */
  readonly events: number | null;
  /** Their m= lines, so that the answer has as many. */
  readonly media: readonly { readonly kind: string; readonly protocol: string; readonly formats: string }[];
  /** Which of them is ours. */
  readonly index: number;
}
export interface AudioTerms { readonly law: Law; readonly payloadType: number; readonly events: number | null; readonly host: string; readonly port: number; readonly direction: Direction }

const directions: readonly string[] = ['sendrecv', 'sendonly', 'recvonly', 'inactive'];
const fixed: Readonly<Record<string, Law>> = { 0: 'PCMU', 8: 'PCMA' };
const mirrored: Readonly<Record<Direction, Direction>> = { sendrecv: 'sendrecv', sendonly: 'recvonly', recvonly: 'sendonly', inactive: 'inactive' };

/** Reads an offer or an answer; undefined when there is no audio we could speak. */
export function parseSdp(text: string): AudioOffer | undefined {
  if (!/^v=0\s*$/m.test(text.split('\n', 1)[0] ?? '')) return undefined;
  const [session = [], ...sections] = sectionsOf(text.split(/\r?\n/));
  const lineOf = (lines: readonly string[], start: string) => lines.find((l) => l.startsWith(start))?.slice(start.length).trim();
  const media = sections.map((lines) => /^m=(\S+) (\d+)(?:\/\d+)? (\S+) ?(.*)$/.exec(lines[0] ?? ''));
  const index = media.findIndex((m) => m?.[1] === 'audio' && m[2] !== '0' && /^(RTP\/AVPF?)$/i.test(m[3] ?? ''));
  const found = media[index];
  const lines = sections[index];
  if (!found || !lines) return undefined;
  const host = /^IN IP4 (\S+)/.exec(lineOf(lines, 'c=') ?? lineOf(session, 'c=') ?? '')?.[1]?.split('/')[0];
  if (!host) return undefined;
  const maps = new Map(lines.flatMap((l) => { const m = /^a=rtpmap:(\d+) ([\w.-]+)\/(\d+)/.exec(l); return m ? [[m[1] ?? '', `${(m[2] ?? '').toUpperCase()}/${m[3]}`] as const] : []; }));
  const formats = (found[4] ?? '').split(/\s+/).filter((f) => /^\d{1,3}$/.test(f));
  const laws = formats.flatMap((f) => {
    const name = maps.get(f);
    const law = name === 'PCMA/8000' ? 'PCMA' : name === 'PCMU/8000' ? 'PCMU' : name === undefined ? fixed[f] : undefined;
    return law ? [{ law, payloadType: Number(f) } as const] : [];
  });
  if (laws.length === 0) return undefined;
  const events = formats.find((f) => maps.get(f) === 'TELEPHONE-EVENT/8000');
  const said = [...lines, ...session].map((l) => l.slice(2).trim()).find((w) => directions.includes(w)) as Direction | undefined;
  // The hold of old telephones: an address of zeros (RFC 2543).
  const direction = host === '0.0.0.0' ? 'sendonly' : (said ?? 'sendrecv');
  return { host, port: Number(found[2]), direction, laws, events: events === undefined ? null : Number(events), index, media: media.map((m) => ({ kind: m?.[1] ?? 'audio', protocol: m?.[3] ?? 'RTP/AVP', formats: m?.[4] ?? '0' })) };
}
function sectionsOf(lines: readonly string[]): string[][] {
  const sections: string[][] = [[]];
  for (const line of lines) {
    if (line.startsWith('m=')) sections.push([]);
    if (/^[a-z]=/.test(line)) sections.at(-1)?.push(line);
  }
  return sections;
}

/** What both can: their first codec among ours, their numbers. */
export function agree(offer: AudioOffer, ours: readonly Law[] = ['PCMA', 'PCMU']): AudioTerms | undefined {
  const chosen = offer.laws.find((l) => ours.includes(l.law));
  return chosen ? { ...chosen, events: offer.events, host: offer.host, port: offer.port, direction: mirrored[offer.direction] } : undefined;
}

const head = (host: string, version: number) => ['v=0', `o=aftercare ${version} ${version} IN IP4 ${host}`, 's=-', `c=IN IP4 ${host}`, 't=0 0'];
const audio = (port: number, laws: readonly { law: Law; payloadType: number }[], events: number | null, direction: Direction) => [
  `m=audio ${port} RTP/AVP ${[...laws.map((l) => l.payloadType), ...(events === null ? [] : [events])].join(' ')}`,
  ...laws.map((l) => `a=rtpmap:${l.payloadType} ${l.law}/8000`), ...(events === null ? [] : [`a=rtpmap:${events} telephone-event/8000`, `a=fmtp:${events} 0-15`]), 'a=ptime:20', `a=${direction}`,
];
export function writeOffer(o: { host: string; port: number; version: number; direction?: Direction; laws?: readonly Law[] }): string {
  const laws = (o.laws ?? (['PCMA', 'PCMU'] as const)).map((law) => ({ law, payloadType: law === 'PCMA' ? 8 : 0 }));
  return `${[...head(o.host, o.version), ...audio(o.port, laws, 101, o.direction ?? 'sendrecv')].join('\r\n')}\r\n`;
}
/** As many m= lines as they offered; what is not ours is refused by port 0. */
export function writeAnswer(o: { host: string; port: number; version: number; offer: AudioOffer; terms: AudioTerms; direction?: Direction }): string {
  const lines = o.offer.media.flatMap((m, i) => (i === o.offer.index ? audio(o.port, [o.terms], o.terms.events, o.direction ?? o.terms.direction) : [`m=${m.kind} 0 ${m.protocol} ${m.formats}`]));
  return `${[...head(o.host, o.version), ...lines].join('\r\n')}\r\n`;
}
