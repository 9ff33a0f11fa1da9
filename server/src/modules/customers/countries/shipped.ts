import type { CountryRule } from '@aftercare/contract/countries';

/** What the product comes with. A starting point for each country, no legal advice; administrators change it, and a customer's own word always counts more. */
const silent = { zh: '', en: '' };
const question = { zh: '为提升服务质量，我们希望录下这次通话。同意请按 1；不按键则不录音，通话照常进行。', en: 'We would like to record this call to improve our service. To agree, press 1. If you press nothing, we go on without recording.' };
export const anywhere: CountryRule = { recording: null, announcement: silent, survey: true, marketing: [], quietFrom: null, quietTo: null, timeZone: 'Asia/Shanghai' };
export const shipped: Readonly<Record<string, CountryRule>> = {
  '*': anywhere,
  CN: { ...anywhere, timeZone: 'Asia/Shanghai' },
  // Both parties of a call must agree. Courts there hold a question how it went to be advertising: it needs a yes.
  DE: { ...anywhere, recording: 'ask', announcement: question, survey: false, timeZone: 'Europe/Berlin' },
  AT: { ...anywhere, recording: 'ask', announcement: question, survey: false, timeZone: 'Europe/Vienna' },
  // Several states want both parties to agree, and a number does not say the state. Mail may be sent until they say no; telephones and texts need a yes.
  US: { ...anywhere, recording: 'ask', announcement: question, marketing: ['mail'], timeZone: 'America/New_York' },
  CA: { ...anywhere, timeZone: 'America/Toronto' },
};
