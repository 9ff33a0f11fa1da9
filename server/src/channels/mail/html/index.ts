export { safeHtml } from './safe-html.ts'
export type { SafeHtmlOptions } from './safe-html.ts'
export { htmlToText } from './html-text.ts'
