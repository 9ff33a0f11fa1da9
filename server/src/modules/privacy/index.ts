export { privacyModule } from './module.ts';
export { createPrivacy } from './privacy.ts';
