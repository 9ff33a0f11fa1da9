/** What tickets can be told apart by, in the order people read it. */
export const tierNames = ['vip', 'gold', 'silver', 'standard'] as const;
export const priorityNames = ['urgent', 'high', 'normal', 'low'] as const;
export const languageNames = ['zh-CN', 'en'] as const;
