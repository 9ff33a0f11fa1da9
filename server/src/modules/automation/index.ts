export { createAutomation } from './automation.ts';
export type { Automation } from './automation.ts';
export { automationModule } from './module.ts';
