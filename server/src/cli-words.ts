import { terminalLanguage } from './platform/postgres/index.ts';

interface Words { readonly zh: string; readonly en: string }
/** What follows the command's own words, and what it does. */
const commands: Readonly<Record<string, { readonly options: string; readonly does: Words }>> = {
  serve: { options: '[--roles api,worker,channels,voice] [--demo | --no-demo]', does: { zh: '启动 Aftercare；各角色可以分进程运行', en: 'starts Aftercare; roles may run as processes of their own' } },
  migrate: { options: '', does: { zh: '把数据库升级到当前版本', en: 'brings the database to this version' } },
  demo: { options: '', does: { zh: '在空系统中载入演示公司，并打印账号', en: 'loads the demo company into an empty installation, prints its accounts' } },
  'user add': { options: '--email … --name … [--role administrator] [--password …]', does: { zh: '添加一位成员，并打印其密码', en: 'adds somebody, prints their password' } },
  'apikey create': { options: '--name … --role …', does: { zh: '创建并打印密钥，只显示这一次', en: 'prints the key, once' } },
  'search rebuild': { options: '[--from-start]', does: { zh: '不停机重建搜索索引；中断后可接着做', en: 'writes the search index anew while everything runs; goes on where it was cut off' } },
  reindex: { options: '', does: { zh: '根据工单重建搜索、计数和每日统计', en: 'builds search, kept counts and daily numbers anew from the tickets' } },
  'audit verify': { options: '[--expect SEQ:HASH]', does: { zh: '核对审计链，并打印链尾，供日后比对', en: 'walks the chain of the audit trail, prints its end to be expected later' } },
  doctor: { options: '', does: { zh: '检查数据库、端口、目录、时钟和邮箱，并说明如何修复', en: 'looks at database, ports, folders, clock and mail, says how to mend each' } },
};
export const isCommand = (command: string): boolean => command in commands;
export const callOf = (command: string): string => `aftercare ${[command, commands[command]?.options].filter(Boolean).join(' ')}`;
export const takes = (command: string, option: string): boolean => option === 'help' || new RegExp(`--${option}(?![\\w-])`).test(commands[command]?.options ?? '');

const sentences = {
  title: { zh: 'Aftercare：开放的售后服务平台', en: 'Aftercare – open after-sales platform' },
  settings: { zh: '设置来自环境变量或 aftercare.env（PORT、SMTP_PORT、AFTERCARE_DATA、DATABASE_URL、PUBLIC_URL 等），见 docs/operations.md', en: 'Settings: environment or aftercare.env (PORT, SMTP_PORT, AFTERCARE_DATA, DATABASE_URL, PUBLIC_URL …), see docs/operations.md' },
  help: { zh: 'npx aftercare --help 列出全部命令和选项。', en: 'npx aftercare --help shows every command and option.' },
  unknown: { zh: '没有“{{it}}”这个命令。', en: 'There is no command «{{it}}».' },
  option: { zh: '没有 {{it}} 这个选项。', en: 'There is no option {{it}}.' },
  foreign: { zh: '{{it}} 不适用于 {{command}}。', en: '{{it}} does not belong to {{command}}.' },
  value: { zh: '{{it}} 后面缺少内容。', en: '{{it}} needs a value.' },
  missing: { zh: '缺少 {{it}}。', en: '{{it}} is missing.' },
  'missing-many': { zh: '缺少 {{it}}。', en: '{{it}} are missing.' },
  and: { zh: ' 和 ', en: ' and ' },
  'no-role': { zh: '没有“{{it}}”这个角色。', en: 'There is no role «{{it}}».' },
  roles: { zh: '可用的角色：{{it}}', en: 'Roles: {{it}}' },
  'both-demo': { zh: '--demo 和 --no-demo 只能选一个。', en: 'Either --demo or --no-demo, not both.' },
  'no-email': { zh: '“{{it}}”不是邮箱地址。', en: '«{{it}}» is no e-mail address.' },
  short: { zh: '密码至少 {{it}} 个字符。不写 --password 会自动生成并打印。', en: 'The password needs {{it}} characters or more. Without --password one is made and printed.' },
  'as-given': { zh: '（按您所给）', en: '(as given)' },
  'no-end': { zh: '--expect 后面应是上次打印的链尾，例如 41:c6c2…（序号:64 位十六进制）。', en: '--expect takes the end that was printed before, such as 41:c6c2… (number:64 hexadecimal digits).' },
  migrated: { zh: '数据库已是最新版本。', en: 'The database is up to date.' },
  'not-empty': { zh: '系统中已有成员；演示公司只能载入空系统。', en: 'This installation has people already; the demo company needs an empty one.' },
  searchable: { zh: '{{it}} 条文本可供搜索', en: '{{it}} texts are searchable' },
  rebuilt: { zh: '计数和每日统计已重建', en: 'counts and daily numbers are rebuilt' },
  intact: { zh: '✓ {{it}} 条记录，无改动、无缺失。', en: '✓ {{it}} entries, none changed, none missing.' },
  end: { zh: '  链尾：{{it}}', en: '  End: {{it}}' },
} as const satisfies Record<string, Words>;

/** In the language of the terminal. */
export function tell(key: keyof typeof sentences, it: string | number = '', command = ''): string {
  return sentences[key][terminalLanguage()].replace('{{it}}', String(it)).replace('{{command}}', command);
}

export const usage = (): string => `${tell('title')}

${Object.entries(commands).map(([command, { does }]) => `  ${callOf(command)}\n      ${does[terminalLanguage()]}`).join('\n')}

${tell('settings')}`;
