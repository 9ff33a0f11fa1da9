import { type Config, ConfigError, loadConfig } from './platform/config/index.ts';
import { NewerDataError } from './platform/db/index.ts';
import { type Sentence, SetupError, terminalLanguage } from './platform/postgres/index.ts';
import type { Served } from './serve.ts';

const print = (text: string) => process.stdout.write(`${text}\n`);

/** Where to look, and on a first start with whom. */
export function printWelcome({ url, welcome, app }: Served): void {
  const base = app.platform.config.PUBLIC_URL ?? url.replace('127.0.0.1', 'localhost');
  print('');
  print(`  Aftercare is ready · 已就绪   ${base}`);
  print(`    Console 工作台    ${base}/`);
  print(`    Portal 客户门户   ${base}/portal/`);
  print(`    Field 上门应用    ${base}/field/`);
  print(`    Chat 在线客服     ${base}/widget/demo.html`);
  print(`    API 接口文档      ${base}/api/docs`);
  print(`    Mail 邮件 (SMTP)  localhost:${app.platform.config.SMTP_PORT}`);
  if (welcome?.setupLink) {
    print('\n  First administrator · 首位管理员 (once, 24 h):');
    print(`    ${welcome.setupLink}`);
  }
  if (welcome && welcome.accounts.length > 0) {
    print(`\n  Demo company · 演示公司 (${welcome.tickets} tickets). One-time passwords · 一次性密码:`);
    for (const a of welcome.accounts) print(`    ${a.email.padEnd(28)} ${a.password}   ${a.name} · ${a.role}`);
  }
  if (welcome?.customer) {
    print(`\n  Portal as a customer · 以客户身份打开门户 (${welcome.customer.name}, 30 days):`);
    print(`    ${welcome.customer.url}`);
  }
  print('');
}

/** What a database of somebody's own answers before there is one to talk to, by its code. */
const databaseFaults: Readonly<Record<string, Sentence>> = {
  ECONNREFUSED: { zh: '数据库没有应答。请检查 DATABASE_URL 中的主机和端口，以及 PostgreSQL 是否在运行。', en: 'The database does not answer. Check host and port in DATABASE_URL, and that PostgreSQL runs there.' },
  ENOTFOUND: { zh: '找不到 DATABASE_URL 中的主机，请检查主机名。', en: 'The host in DATABASE_URL is not known. Check its name.' },
  ETIMEDOUT: { zh: '数据库没有及时应答。请检查 DATABASE_URL 中的主机和端口，以及中间的防火墙。', en: 'The database does not answer in time. Check host and port in DATABASE_URL, and the firewall between.' },
  '28P01': { zh: '数据库拒绝了用户名或密码。请检查 DATABASE_URL；密码中的 @、/ 等符号要写成 %40、%2F。', en: 'The database refuses this user and password. Check them in DATABASE_URL; a sign such as @ or / in a password is written as %40 or %2F.' },
  '28000': { zh: '数据库不允许此用户从这里连接。请检查 DATABASE_URL 中的用户名和 pg_hba.conf。', en: 'The database does not let this user in from here. Check the user in DATABASE_URL and pg_hba.conf.' },
  '3D000': { zh: '没有这个名称的数据库，可以这样创建：createdb NAME --locale-provider=icu --icu-locale=und --locale=C.UTF-8 --template=template0', en: 'There is no database of this name. Make it: createdb NAME --locale-provider=icu --icu-locale=und --locale=C.UTF-8 --template=template0' },
  '42501': { zh: 'DATABASE_URL 中的用户没有这个权限，它必须是数据库的所有者。', en: 'The user in DATABASE_URL may not do this. It must own the database.' },
};

/** The settings as they are, where they can be read at all. */
function settings(): Config | null {
  try {
    return loadConfig();
  } catch {
    return null;
  }
}

function portTaken(port: number | undefined): Sentence {
  const config = settings();
  const setting = (['PORT', 'SMTP_PORT', 'SIP_PORT', 'SIP_TLS_PORT'] as const).find((name) => config?.[name] === port) ?? 'PORT';
  return { zh: `端口 ${port} 已被其他程序占用。请停止该程序，或把 ${setting} 设为空闲的端口。`, en: `Port ${port} is taken by another program. Stop it, or set ${setting} to a free one.` };
}

/** A sentence for what a person can mend; null for faults of ours. */
async function sentenceOf(error: unknown): Promise<string | null> {
  const language = terminalLanguage();
  if (error instanceof NewerDataError && language === 'zh') return `这份数据由更新版本的 Aftercare 写入（包含 ${error.file}）。请重新启动新版本，或恢复当前版本做的备份。`;
  if (error instanceof ConfigError || error instanceof SetupError || error instanceof NewerDataError) return error.message;
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') return portTaken(port)[language];
  if ((error as Error).name === 'Refusal') {
    // Read only now: a start is spared it.
    const { problemFor } = await import('./platform/http/index.ts');
    const problem = problemFor(error, language === 'zh' ? 'zh-CN' : 'en', '');
    return problem && [problem.detail ?? problem.title, ...(problem.fields ?? []).map((field) => `  ${field.path}: ${field.message}`)].join('\n');
  }
  return (code && settings()?.DATABASE_URL !== undefined && databaseFaults[code]?.[language]) || null;
}

/** Faults a person can mend are one sentence; everything else keeps its stack. */
export async function printFault(error: unknown): Promise<void> {
  process.stderr.write(`${(await sentenceOf(error)) ?? (error as Error).stack ?? String(error)}\n`);
}
