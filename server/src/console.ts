import { ConfigError } from './platform/config/index.ts';
import { NewerDataError } from './platform/db/index.ts';
import { SetupError } from './platform/postgres/index.ts';
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

/** Faults a person can mend are one sentence; everything else keeps its stack. */
export function printFault(error: unknown): void {
  const known = error instanceof ConfigError || error instanceof SetupError || error instanceof NewerDataError;
  const inUse = (error as { code?: string }).code === 'EADDRINUSE';
  process.stderr.write(inUse ? `Port ${(error as { port?: number }).port} is taken by another program. Stop it, or set PORT (or SMTP_PORT) to a free one.\n` : known ? `${(error as Error).message}\n` : `${(error as Error).stack ?? error}\n`);
}
