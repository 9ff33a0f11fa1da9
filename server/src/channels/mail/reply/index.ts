export { extractReply } from './extract.ts'
export type { Reply, ReplyOptions } from './extract.ts'
export { extractReplyHtml } from './extract-html.ts'
export type { HtmlReply } from './extract-html.ts'
