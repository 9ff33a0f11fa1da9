import { escape, line } from './html-body.ts';

/** Mail knows no tokens: the product's own colours, written down. */
const ink = '#1f1d1a', soft = '#56514a', rule = '#e6e2da', paper = '#faf9f6', accent = '#0f6b66';
const font = `-apple-system,'Segoe UI',Roboto,'PingFang SC','Microsoft YaHei','Noto Sans SC',sans-serif`;
/** Programs that turn mail dark by themselves leave alone what says how it looks then. */
const dark = `@media (prefers-color-scheme:dark){.a-out{background:#191816!important}.a-in{background:#211f1d!important;border-color:#35322e!important}.a-in p,.a-in td,.a-star span{color:#f1eee9!important}.a-head{color:#c0bab0!important}.a-star{border-color:#35322e!important}}`;

const buttons = {
  'zh-CN': { request: '查看服务单', account: '继续', other: '打开页面' },
  en: { request: 'Open my request', account: 'Continue', other: 'Open the page' },
} as const;
const isAddress = (text: string): boolean => /^https?:\/\/\S+$/.test(text);

function button(url: string, language: 'zh-CN' | 'en'): string {
  const words = buttons[language];
  const label = /\/portal\/t\/\d+/.test(url) ? words.request : /\/link\?token=/.test(url) ? words.account : words.other;
  return `<a href="${escape(url)}" style="display:inline-block;margin:8px 0 4px;padding:10px 20px;border-radius:6px;background:${accent};color:#ffffff;font-weight:600;text-decoration:none">${label}</a>`;
}

function paragraph(text: string, language: 'zh-CN' | 'en'): string {
  const star = /^(★{1,5}) ([^\n]+)\n(https?:\/\/\S+)$/.exec(text);
  if (star) return `<a class="a-star" href="${escape(star[3] ?? '')}" style="display:block;padding:10px 0;border-top:1px solid ${rule};color:${accent};text-decoration:none"><b style="display:inline-block;width:104px;font-size:18px;letter-spacing:2px;font-weight:400">${star[1]}</b><span style="color:${ink}">${escape(star[2] ?? '')}</span></a>`;
  if (/^\d{6}$/.test(text)) return `<p style="margin:0 0 16px;font-size:28px;font-weight:600;letter-spacing:6px;color:${ink}">${text}</p>`;
  return `<p style="margin:0 0 16px;color:${ink}">${text.split('\n').map((one) => (isAddress(one) ? button(one, language) : line(one))).join('<br>\n')}</p>`;
}

/**
 * The same words as plain text, for what the product writes by itself: whose mail it is at the head, an address on a line of its own as
 * a button, marks to give as rows to press, a code large enough to type off.
 */
export function noticeBody(text: string, language: 'zh-CN' | 'en', head: string): string {
  const paragraphs = text.replace(/\r\n?/g, '\n').trim().split(/\n{2,}/).filter((p) => p !== head).map((p) => paragraph(p, language));
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><style>${dark}</style></head>
<body class="a-out" style="margin:0;background:${paper}"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="a-out" style="background:${paper}"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;font:15px/1.6 ${font};text-align:start">
<tr><td class="a-head" style="padding:0 4px 12px;font-weight:600;color:${soft}">${escape(head)}</td></tr>
<tr><td class="a-in" style="padding:24px 24px 8px;background:#ffffff;border:1px solid ${rule};border-radius:10px;color:${ink}">
${paragraphs.join('\n').replaceAll('</a>\n<p style="margin:0', '</a>\n<p style="margin:16px')}
</td></tr></table></td></tr></table></body></html>`;
}
