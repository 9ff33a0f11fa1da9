import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { encryptWeChat, weChatSignature } from '../../platform/crypto/platform-signatures/wechat.ts';
import { type Answered, type Called, type Shown, SimulatedApi, type SimulatedPlatform, get, post } from '../social/simulator.ts';
import { cdata } from '../social/xml.ts';

const hours48 = 48 * 3_600_000;

export interface WeChatSimulator extends SimulatedPlatform {
  /** A person scans a QR code of the account. */
  scan(hook: string, person: string, scene: string, options: { at: number; subscribes?: boolean }): Promise<{ status: number; text: string }>;
  /** The platform checks the address as it does when the administrator saves it. */
  check(hook: string): Promise<{ status: number; text: string }>;
  templateResult(hook: string, person: string, msgid: string, status: string, at: number): Promise<{ status: number; text: string }>;
}

/** An official account at the platform: AES deliveries, stable tokens of two hours, 48 hours to answer, temporary material. */
export async function simulateWeChat({ now, aes = true, appId = 'wx5823bf96d3bd56c7' }: { now: () => number; aes?: boolean; appId?: string }): Promise<WeChatSimulator> {
  const settings = { appSecret: 'app-secret-of-the-simulator', token: 'QDG6eK', encodingAesKey: aes ? 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C' : '', templateId: 'T-1', templateField: 'character_string1' };
  const shown: Shown[] = [];
  const lastWord = new Map<string, number>();
  const material = new Map<string, { bytes: Uint8Array; type: string }>();
  let token = '';
  let given = 0;
  const api = new SimulatedApi();
  const authorised = (handler: (called: Called) => Answered) => (called: Called): Answered => {
    const access = called.query.get('access_token');
    if (!access) return { json: { errcode: 41001, errmsg: 'access_token missing' } };
    return access === token ? handler(called) : { json: { errcode: 42001, errmsg: 'access_token expired' } };
  };
  api.on('POST', /^\/cgi-bin\/stable_token$/, ({ json }) => {
    if (json['appid'] !== appId || json['secret'] !== settings.appSecret) return { json: { errcode: 40125, errmsg: 'invalid appsecret' } };
    given += 1;
    token ||= randomBytes(16).toString('hex');
    return { json: { access_token: token, expires_in: 7200 } };
  });
  api.on('GET', /^\/cgi-bin\/getcallbackip$/, authorised(() => ({ json: { ip_list: ['127.0.0.1'] } })));
  api.on('POST', /^\/cgi-bin\/qrcode\/create$/, authorised(({ json }) => ({ json: { ticket: 'gQ', expire_seconds: json['expire_seconds'], url: `http://weixin.qq.com/q/${((json['action_info'] as { scene: { scene_str: string } }).scene).scene_str}` } })));
  api.on('POST', /^\/cgi-bin\/message\/custom\/send$/, authorised(({ json }) => {
    const to = String(json['touser']);
    if (now() - (lastWord.get(to) ?? -Infinity) > hours48) return { json: { errcode: 45015, errmsg: 'response out of time limit or subscription is canceled' } };
    const type = String(json['msgtype']);
    if (type === 'text') {
      const { content } = json['text'] as { content: string };
      if (Buffer.byteLength(content) > 2048) return { json: { errcode: 45002, errmsg: 'content size out of limit' } };
      shown.push({ to, text: content });
    } else {
      const media = (json[type] as { media_id: string }).media_id;
      if (!material.has(media)) return { json: { errcode: 40007, errmsg: 'invalid media_id' } };
      shown.push({ to, file: type });
    }
    return { json: { errcode: 0, errmsg: 'ok' } };
  }));
  api.on('POST', /^\/cgi-bin\/message\/template\/send$/, authorised(({ json }) => {
    if (json['template_id'] !== settings.templateId) return { json: { errcode: 40037, errmsg: 'invalid template_id' } };
    shown.push({ to: String(json['touser']), template: Object.values(json['data'] as Record<string, { value: string }>)[0]?.value ?? '' });
    return { json: { errcode: 0, errmsg: 'ok', msgid: 1_000_000 + shown.length } };
  }));
  api.on('POST', /^\/cgi-bin\/media\/upload$/, authorised(({ body, query }) => {
    const id = randomUUID();
    material.set(id, { bytes: body, type: 'image/jpeg' });
    return { json: { type: query.get('type'), media_id: id, created_at: Math.floor(now() / 1000) } };
  }));
  api.on('GET', /^\/cgi-bin\/media\/get$/, authorised(({ query }) => {
    const found = material.get(query.get('media_id') ?? '');
    return found ? { bytes: found.bytes, type: found.type } : { json: { errcode: 40007, errmsg: 'invalid media_id' } };
  }));
  await api.start();

  const bring = (hook: string, xml: string, forged = false) => {
    const timestamp = String(Math.floor(now() / 1000));
    const nonce = randomBytes(5).toString('hex');
    const key = forged ? 'WRONG' : settings.token;
    const query = new URLSearchParams({ signature: weChatSignature(key, timestamp, nonce), timestamp, nonce });
    if (!aes) return post(`${hook}?${query}`, xml, { 'content-type': 'text/xml' });
    const cipher = encryptWeChat({ token: settings.token, encodingAesKey: settings.encodingAesKey, receiverId: appId }, xml);
    query.set('encrypt_type', 'aes');
    query.set('msg_signature', weChatSignature(key, timestamp, nonce, cipher));
    return post(`${hook}?${query}`, `<xml><ToUserName>${cdata('gh_simulator')}</ToUserName><Encrypt>${cdata(cipher)}</Encrypt></xml>`, { 'content-type': 'text/xml' });
  };
  const envelope = (person: string, at: number, inner: string) => `<xml><ToUserName>${cdata('gh_simulator')}</ToUserName><FromUserName>${cdata(person)}</FromUserName><CreateTime>${Math.floor(at / 1000)}</CreateTime>${inner}</xml>`;
  return {
    api, address: appId, settings: { ...settings, apiBase: api.base }, shown, tokensGiven: () => given,
    expireTokens() { token = ''; },
    deliver(hook, { id, person, text, file, at, forged }) {
      lastWord.set(person, at);
      // Ids are 64-bit numbers.
      const number = createHash('sha256').update(id).digest().readBigUInt64BE() >> 1n;
      if (!file) return bring(hook, envelope(person, at, `<MsgType>${cdata('text')}</MsgType><Content>${cdata(text)}</Content><MsgId>${number}</MsgId>`), forged);
      const media = randomUUID();
      material.set(media, file);
      const image = file.type.startsWith('image/');
      return bring(hook, envelope(person, at, `<MsgType>${cdata(image ? 'image' : 'file')}</MsgType>${image ? `<PicUrl>${cdata('http://mmbiz.qpic.cn/x')}</PicUrl>` : `<FileName>${cdata(file.name)}</FileName>`}<MediaId>${cdata(media)}</MediaId><MsgId>${number}</MsgId>`), forged);
    },
    scan: (hook, person, scene, { at, subscribes }) => {
      lastWord.set(person, at);
      return bring(hook, envelope(person, at, `<MsgType>${cdata('event')}</MsgType><Event>${cdata(subscribes ? 'subscribe' : 'SCAN')}</Event><EventKey>${cdata(subscribes ? `qrscene_${scene}` : scene)}</EventKey><Ticket>${cdata('T')}</Ticket>`));
    },
    check(hook) {
      const [timestamp, nonce] = [String(Math.floor(now() / 1000)), '12345'];
      return get(`${hook}?${new URLSearchParams({ signature: weChatSignature(settings.token, timestamp, nonce), timestamp, nonce, echostr: '7031' })}`);
    },
    templateResult: (hook, person, msgid, status, at) => bring(hook, envelope(person, at, `<MsgType>${cdata('event')}</MsgType><Event>${cdata('TEMPLATESENDJOBFINISH')}</Event><MsgID>${msgid}</MsgID><Status>${cdata(status)}</Status>`)),
  };
}
