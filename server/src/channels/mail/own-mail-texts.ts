/** A mail of the product itself. `params`: name and url for links, code for codes. */
export interface OwnMail {
  readonly to: string;
  readonly language: 'zh-CN' | 'en';
  readonly template: 'invitation' | 'reset' | 'code' | 'notice' | 'digest';
  readonly params: Record<string, unknown>;
}

interface Text { readonly subject: string; readonly text: string }
interface Values { readonly company: string; readonly name: string; readonly url: string; readonly code: string; readonly inviter: string; readonly title: string; readonly text: string }

const texts: Record<OwnMail['language'], Record<OwnMail['template'], (v: Values) => Text>> = {
  'zh-CN': {
    invitation: ({ company, name, url, inviter }) => ({
      subject: `${inviter || company}邀请您加入${company}的服务台`,
      text: `${name ? `${name}，` : ''}您好：\n\n${inviter ? `${inviter}邀请您` : '邀请您'}加入${company}的售后服务台。请点击下面的链接设置密码，即可开始使用：\n\n${url}\n\n链接只能使用一次，过期后请联系管理员重新发送。如果您不认识我们，忽略这封邮件即可。`,
    }),
    reset: ({ company, name, url }) => ({
      subject: `重设您的${company}服务台密码`,
      text: `${name ? `${name}，` : ''}您好：\n\n我们收到了重设密码的请求。请在一小时内点击下面的链接设置新密码：\n\n${url}\n\n如果不是您本人操作，请忽略这封邮件，原密码不受影响。`,
    }),
    code: ({ company, code }) => ({
      subject: `${code} 是您的登录验证码`,
      text: `您好：\n\n您正在登录${company}的服务页面，验证码是：\n\n${code}\n\n十分钟内有效，请勿告诉他人，我们的工作人员也不会向您索要。如果不是您本人操作，请忽略这封邮件。`,
    }),
    notice: ({ title, text, url }) => ({ subject: title ? `${text.slice(0, 40)} · ${title}` : text.slice(0, 80), text: `${text}\n${title ? `\n${title}\n` : ''}\n${url}\n\n收到哪些通知、用什么方式，可以在「设置 › 通知」里修改。` }),
    digest: ({ company, title, text, url }) => ({ subject: `${company}服务台：${title} 条通知`, text: `${text}\n\n${url}\n\n汇总的时间可以在「设置 › 通知」里修改。` }),
  },
  en: {
    invitation: ({ company, name, url, inviter }) => ({
      subject: `${inviter || company} invites you to ${company}'s service desk`,
      text: `Hello${name ? ` ${name}` : ''},\n\n${inviter || 'We'} would like you to join ${company}'s service desk. Choose a password here and you are in:\n\n${url}\n\nThe link works once. If it has expired, ask your administrator for a new one. If you do not know us, simply ignore this mail.`,
    }),
    reset: ({ company, name, url }) => ({
      subject: `Reset your password for ${company}'s service desk`,
      text: `Hello${name ? ` ${name}` : ''},\n\nSomebody – probably you – asked to reset your password. Choose a new one within the next hour:\n\n${url}\n\nIf it was not you, ignore this mail: your password stays as it is.`,
    }),
    code: ({ company, code }) => ({
      subject: `${code} is your sign-in code`,
      text: `Hello,\n\nYou are signing in to ${company}'s service pages. Your code is:\n\n${code}\n\nIt is good for ten minutes. Do not pass it on; we will never ask you for it. If it was not you, ignore this mail.`,
    }),
    notice: ({ title, text, url }) => ({ subject: title ? `${text.slice(0, 60)} · ${title}` : text.slice(0, 100), text: `${text}\n${title ? `\n${title}\n` : ''}\n${url}\n\nWhat you are told, and how, is yours to choose under Settings › Notifications.` }),
    digest: ({ company, title, text, url }) => ({ subject: `${company}: ${title} notifications`, text: `${text}\n\n${url}\n\nWhen this comes is yours to choose under Settings › Notifications.` }),
  },
};

/** Subject and words of a mail of our own, as `company`. */
export function ownMailText({ language, template, params }: OwnMail, company: string): Text {
  const text = (name: string): string => (typeof params[name] === 'string' || typeof params[name] === 'number' ? String(params[name]) : '');
  return texts[language][template]({ company, name: text('name'), url: text('url'), code: text('code'), inviter: text('inviter'), title: text('title'), text: text('text') });
}
