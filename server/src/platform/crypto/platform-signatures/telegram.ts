import { equalInConstantTime } from '../encoding.ts';

/** Whether a webhook carries, as `X-Telegram-Bot-Api-Secret-Token`, the secret given to Telegram's `setWebhook`. */
export function verifyTelegram(secretToken: string, header: string | undefined): boolean {
  return secretToken !== '' && equalInConstantTime(secretToken, header ?? '');
}
