import { createTransport } from 'nodemailer';

export interface ClientMail {
  /** Without angle brackets. */
  readonly messageId: string;
  /** Message-ID of the thread's first mail. */
  readonly thread: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly file?: { readonly name: string; readonly type: string; readonly bytes: Uint8Array } | undefined;
}

/** One mail by SMTP as a customer's mail system brings it: true when it was taken, false when it was refused for good; throws otherwise. */
export async function bringMail(port: number, mail: ClientMail): Promise<boolean> {
  const transport = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true, disableFileAccess: true, disableUrlAccess: true });
  try {
    await transport.sendMail({
      messageId: `<${mail.messageId}>`, references: `<${mail.thread}>`, inReplyTo: `<${mail.thread}>`, from: mail.from, to: mail.to, subject: 'Re: hello', text: mail.text, textEncoding: 'base64',
      attachments: mail.file ? [{ filename: mail.file.name, contentType: mail.file.type, content: Buffer.from(mail.file.bytes) }] : [],
    });
    return true;
  } catch (error) {
    if (((error as { responseCode?: number }).responseCode ?? 0) >= 500) return false;
    throw error;
  } finally {
    transport.close();
  }
}
