/** `conformance html FILE…`: mail HTML made safe, its text, and what a reply in it says. */
import { htmlToText, safeHtml } from '../channels/mail/html/index.ts'
import { extractReplyHtml } from '../channels/mail/reply/index.ts'
import { readFiles } from './files.ts'

/** @param args HTML files in UTF-8. */
export async function* run(args: string[]): AsyncIterable<object> {
  for await (const { path, bytes } of readFiles(args)) {
    const html = bytes.toString('utf8')
    yield { file: path, safe: safeHtml(html), text: htmlToText(html), replyText: htmlToText(extractReplyHtml(html).reply) }
  }
}
