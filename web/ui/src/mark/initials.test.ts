import { expect, test } from 'vitest';
import { initials } from './Avatar.tsx';

test.each([['王小明', '小明'], ['李雷', '李雷'], ['Ana María Souza', 'AS'], ['lee@example.com', 'LC'], ['Prince', 'P'], ['', '?'], ['陈 Chen', '陈'], ['😀 Kim', '😀K']])('%s → %s', (name, sign) => {
  expect(initials(name)).toBe(sign);
});
