/** Lines that telephones and mail programs add below every mail. */

const phrases = [
  // zh
  '(?:本邮件)?(?:发自|來自|来自|发送自|寄自|傳自|传自)\\s*(?:我的|于)?\\s*.{0,30}?(?:iphone|ipad|手机|手機|华为|huawei|小米|oppo|vivo|荣耀|三星|魅族|android|安卓|客户端|用戶端|邮箱|信箱|邮件|mail|outlook|foxmail|qq|网易|163|126|189|139|企业微信|钉钉|飞书|大师).{0,40}',
  '(?:从|從)我的.{1,30}(?:发送|傳送|发出|寄出)', '用.{1,20}(?:发送|寄出)的?(?:邮件)?', '获取\\s*outlook.{0,40}', '取得\\s*outlook.{0,40}', '使用.{0,20}(?:邮箱|邮件客户端)发送',
  '签名由.{2,20}定制', '.{0,10}企业微信.{0,10}',
  // en
  '(?:this (?:message|email|e-mail|mail) was )?sent (?:from|via|with|by|using) (?:my |the |a )?.{2,60}', 'get outlook for .{2,60}', 'get yahoo mail .{2,40}', 'via mobile', '(?:from|via) (?:my )?(?:iphone|ipad|blackberry|android|mobile|galaxy|samsung).{0,30}', 'envoyé (?:de|depuis) .{2,60}', 'télécharger outlook .{0,40}', 'obtenir outlook .{0,40}',
  // de, es, it, pt, nl, sv, da, no, fi, pl, cs, ru, tr, vi, ja, ko
  '(?:diese nachricht wurde )?(?:von|mit) (?:meinem|meiner|outlook|web\\.de|gmx|yahoo).{0,50}gesendet', 'gesendet (?:von|mit|über) .{2,60}', 'von (?:meinem|meiner) .{2,40}', 'outlook für .{2,30}(?:beziehen|herunterladen)?', 'enviado (?:desde|do|de|a partir|pelo|via) .{2,60}', 'obt[eé]n(?:er)? outlook .{0,40}', 'obter o outlook .{0,40}',
  'inviato (?:da|dal|con|tramite) .{2,60}', 'scarica outlook .{0,40}', 'ottieni outlook .{0,40}', 'verzonden (?:vanaf|met|via|vanuit) .{2,60}', 'outlook voor .{2,30}(?: downloaden)?', 'skickat från .{2,60}', 'hämta outlook .{0,40}', 'sendt fra .{2,60}', 'hent outlook .{0,40}', 'lähetetty .{2,60}', 'hanki outlook .{0,40}',
  'wysłan[eoy] z .{2,60}', 'wysłano z .{2,60}', 'odesláno z .{2,60}', 'отправлено (?:с|из|от) .{2,60}', 'отправлен[оа] .{2,40}', '.{2,40}(?:’|\')?(?:den|dan|dən|tan|ten) gönderildi', 'đã gửi từ .{2,60}', 'được gửi từ .{2,60}', '.{2,40}から送信', '.{2,40}에서 보냄', '나의 .{2,30}에서 보냄',
]
const whole = new RegExp(`^[\\s*_>-]{0,10}(?:${phrases.join('|')})[\\s.。!*_)]{0,10}$`, 'iu')

/** Devices and programs; without one of them "Sent from …" could be a sentence about a parcel. */
const product = /iphone|ipad|ipod|android|galaxy|samsung|huawei|xiaomi|redmi|nokia|blackberry|lumia|windows|outlook|yahoo|gmail|aol|mobile|mobil|phone|handy|telefon|smart|mail|sparrow|acompli|thunderbird|foxmail|proton|tutanota|spark|airmail|tablet|手机|手機|邮|郵|客户端|小米|华为|荣耀|oppo|vivo|企业微信|钉钉|飞书|qq|163|126|139|189|大师|电话|電話|htc|lg|sony|oneplus|pixel|телефон|смартфон|почт|iphone|携帯|スマ|ios|app|핸드폰|gmx|web\.de|t-mobile|verizon|orange|vodafone|móvil|celular|cellulare|gsm/iu

/** Whether the line is such an advertisement. */
export function isDeviceLine(line: string): boolean {
  const text = line.trim()
  return text.length > 2 && text.length < 120 && product.test(text) && whole.test(text.replace(/<?https?:\/\/\S+>?/g, '').trim())
}
