import type { ReactElement, SVGProps } from 'react';
import { expect, test } from 'vitest';
import { plainIcon } from './plain-icon.ts';

const Icon = plainIcon({ name: 'flag', size: 24, node: [['path', { d: 'M0 0', key: 'a' }]] }) as (props: SVGProps<SVGSVGElement> & { size?: number }) => ReactElement<SVGProps<SVGSVGElement>>;

test('an icon of which only the size is said is one element; what more is said of one is its own', () => {
  expect(Icon({ size: 16 })).toBe(Icon({ size: 16, 'aria-hidden': 'true' }));
  expect(Icon({ size: 16 }).props).toMatchObject({ width: 16, viewBox: '0 0 24 24', className: 'ac-icon', 'aria-hidden': 'true' });
  expect(Icon({ size: 12, strokeWidth: 3, className: 'x' }).props).toMatchObject({ width: 12, className: 'ac-icon x', style: { strokeWidth: 3 } });
});
test('one with a name is read aloud', () => expect(Icon({ 'aria-label': 'Verified' }).props['aria-hidden']).toBeUndefined());
