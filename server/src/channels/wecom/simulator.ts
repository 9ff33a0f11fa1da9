import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { encryptWeChat, weChatSignature } from '../../platform/crypto/platform-signatures/wechat.ts';
import { type Answered, type Called, type Shown, SimulatedApi, type SimulatedPlatform, get, post } from '../social/simulator.ts';
import { cdata } from '../social/xml.ts';

const hour = 3_600_000;
interface Kept { readonly at: number; readonly message: Record<string, unknown> & { msgid: string } }

export interface WecomSimulator extends SimulatedPlatform {
  check(hook: string): Promise<{ status: number; text: string }>;
  /** Somebody writes, and the platform's call does not reach us. */
  unheard(message: { id: string; person: string; text: string; at: number }): void;
}

/** 微信客服: messages in a list kept for three days, read by cursor; 48 hours and five answers; callbacks that only ring. */
export async function simulateWecom({ now, pageSize = 1000 }: { now: () => number; pageSize?: number }): Promise<WecomSimulator> {
  const [corpId, address] = ['ww1f8765simulator', 'wkAJ2GCAAASSm4_FhToWMFea0xAFfd3Q'];
  const settings = { corpId, corpSecret: 'secret-of-the-simulator', token: 'kfToken123', encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C' };
  const shown: Shown[] = [];
  const list: Kept[] = [];
  const lastWord = new Map<string, { at: number; answers: number }>();
  const files = new Map<string, { bytes: Uint8Array; type: string }>();
  const taken = new Set<string>();
  let token = '';
  let given = 0;
  const api = new SimulatedApi();
  const authorised = (handler: (called: Called) => Answered) => (called: Called): Answered => (called.query.get('access_token') === token && token !== '' ? handler(called) : { json: { errcode: 42001, errmsg: 'access_token expired' } });
  api.on('GET', /^\/cgi-bin\/gettoken$/, ({ query }) => {
    if (query.get('corpid') !== corpId || query.get('corpsecret') !== settings.corpSecret) return { json: { errcode: 40001, errmsg: 'invalid credential' } };
    given += 1;
    token ||= randomBytes(12).toString('hex');
    return { json: { errcode: 0, errmsg: 'ok', access_token: token, expires_in: 7200 } };
  });
  api.on('POST', /^\/cgi-bin\/kf\/sync_msg$/, authorised(({ json }) => {
    const from = json['cursor'] === '' || json['cursor'] === undefined ? 0 : Number(json['cursor']);
    const size = Math.min(Number(json['limit'] ?? 1000), pageSize);
    const end = Math.min(from + size, list.length);
    const held = list.slice(from, end).filter((k) => now() - k.at < 72 * hour).map((k) => k.message);
    return { json: { errcode: 0, errmsg: 'ok', next_cursor: String(end), has_more: end < list.length ? 1 : 0, msg_list: held } };
  }));
  api.on('POST', /^\/cgi-bin\/kf\/add_contact_way$/, authorised(() => ({ json: { errcode: 0, url: 'https://work.weixin.qq.com/kfid/x?enc_scene=1' } })));
  api.on('POST', /^\/cgi-bin\/media\/upload$/, authorised(() => ({ json: { errcode: 0, media_id: randomUUID() } })));
  api.on('GET', /^\/cgi-bin\/media\/get$/, authorised(({ query }) => { const file = files.get(query.get('media_id') ?? ''); return file ? { bytes: file.bytes, type: file.type } : { json: { errcode: 40007, errmsg: 'invalid media_id' } }; }));
  api.on('POST', /^\/cgi-bin\/kf\/send_msg$/, authorised(({ json }) => {
    const to = String(json['touser']);
    const msgid = String(json['msgid']);
    const state = lastWord.get(to);
    if (!state || now() - state.at > 48 * hour) return { json: { errcode: 95018, errmsg: 'send msg session status invalid' } };
    if (!taken.has(msgid)) {
      if (state.answers >= 5) return { json: { errcode: 95001, errmsg: 'send msg count limit' } };
      state.answers += 1;
      taken.add(msgid);
      shown.push(json['msgtype'] === 'text' ? { to, text: (json['text'] as { content: string }).content } : { to, file: String(json['msgtype']) });
    }
    return { json: { errcode: 0, errmsg: 'ok', msgid } };
  }));
  await api.start();

  const keep = (person: string, at: number, message: Record<string, unknown> & { msgid: string }) => {
    lastWord.set(person, { at, answers: 0 });
    list.push({ at, message: { open_kfid: address, external_userid: person, send_time: Math.floor(at / 1000), origin: 3, ...message } });
  };
  const idOf = (id: string) => createHash('sha256').update(id).digest('hex').slice(0, 32);
  const known = new Set<string>();
  const ring = (hook: string, forged = false) => {
    const [timestamp, nonce, key] = [String(Math.floor(now() / 1000)), randomBytes(4).toString('hex'), forged ? 'WRONG' : settings.token];
    const cipher = encryptWeChat({ token: settings.token, encodingAesKey: settings.encodingAesKey, receiverId: corpId }, `<xml><ToUserName>${cdata(corpId)}</ToUserName><CreateTime>${timestamp}</CreateTime><MsgType>${cdata('event')}</MsgType><Event>${cdata('kf_msg_or_event')}</Event><Token>${cdata('ENCToken')}</Token><OpenKfId>${cdata(address)}</OpenKfId></xml>`);
    return post(`${hook}?${new URLSearchParams({ msg_signature: weChatSignature(key, timestamp, nonce, cipher), timestamp, nonce })}`, `<xml><ToUserName>${cdata(corpId)}</ToUserName><AgentID></AgentID><Encrypt>${cdata(cipher)}</Encrypt></xml>`, { 'content-type': 'text/xml' });
  };
  return {
    api, address, settings: { ...settings, apiBase: api.base }, shown, tokensGiven: () => given, expireTokens() { token = ''; },
    unheard: ({ id, person, text, at }) => keep(person, at, { msgid: idOf(id), msgtype: 'text', text: { content: text } }),
    async deliver(hook, { id, person, text, file, at, forged }) {
      const media = randomUUID();
      if (file) files.set(media, file);
      if (text.length > 4000) return { status: 413, text: 'the app does not take so long a text' };
      // What comes again is another ring about the same list.
      if (!forged && !known.has(id)) { known.add(id); keep(person, at, file ? { msgid: idOf(id), msgtype: 'file', file: { media_id: media } } : { msgid: idOf(id), msgtype: 'text', text: { content: text } }); }
      return ring(hook, forged);
    },
    check(hook) {
      const [timestamp, nonce] = [String(Math.floor(now() / 1000)), 'n1'];
      const cipher = encryptWeChat({ token: settings.token, encodingAesKey: settings.encodingAesKey, receiverId: corpId }, '7031');
      return get(`${hook}?${new URLSearchParams({ msg_signature: weChatSignature(settings.token, timestamp, nonce, cipher), timestamp, nonce, echostr: cipher })}`);
    },
  };
}
