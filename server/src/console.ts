import { ConfigError, loadConfig } from './platform/config/index.ts';
import { NewerDataError } from './platform/db/index.ts';
import { SetupError, terminalLanguage } from './platform/postgres/index.ts';
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
const databaseFaults: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The database does not answer. Check host and port in DATABASE_URL, and that PostgreSQL runs there.',
  ENOTFOUND: 'The host in DATABASE_URL is not known. Check its name.',
  ETIMEDOUT: 'The database does not answer in time. Check host and port in DATABASE_URL, and the firewall between.',
  '28P01': 'The database refuses this user and password. Check them in DATABASE_URL; a sign such as @ or / in a password is written as %40 or %2F.',
  '28000': 'The database does not let this user in from here. Check the user in DATABASE_URL and pg_hba.conf.',
  '3D000': 'There is no database of this name. Make it: createdb NAME --locale-provider=icu --icu-locale=und --locale=C.UTF-8 --template=template0',
  '42501': 'The user in DATABASE_URL may not do this. It must own the database.',
};

function ownDatabase(): boolean {
  try {
    return loadConfig().DATABASE_URL !== undefined;
  } catch {
    return false;
  }
}

/** A sentence for what a person can mend; null for faults of ours. */
async function sentenceOf(error: unknown): Promise<string | null> {
  if (error instanceof ConfigError || error instanceof SetupError || error instanceof NewerDataError) return error.message;
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') return `Port ${port} is taken by another program. Stop it, or set PORT (or SMTP_PORT) to a free one.`;
  if ((error as Error).name === 'Refusal') {
    // Read only now: a start is spared it.
    const { problemFor } = await import('./platform/http/index.ts');
    const problem = problemFor(error, terminalLanguage() === 'zh' ? 'zh-CN' : 'en', '');
    return problem && [problem.detail ?? problem.title, ...(problem.fields ?? []).map((field) => `  ${field.path}: ${field.message}`)].join('\n');
  }
  return (code && ownDatabase() && databaseFaults[code]) || null;
}

/** Faults a person can mend are one sentence; everything else keeps its stack. */
export async function printFault(error: unknown): Promise<void> {
  process.stderr.write(`${(await sentenceOf(error)) ?? (error as Error).stack ?? String(error)}\n`);
}
