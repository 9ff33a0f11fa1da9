import { createElement } from 'react';
import type { ComponentPropsWithRef, CSSProperties, FunctionComponent, ReactElement } from 'react';

/** What an icon's file of lucide hands over: its name and its lines. */
interface Drawing { readonly name: string; readonly size?: number; readonly node: readonly (readonly [tag: string, attributes: Record<string, string>])[] }
interface Props extends Omit<ComponentPropsWithRef<'svg'>, 'width' | 'height'> { readonly size?: number | string }

/** These stand in the style sheet for all icons; one that differs says so for itself. */
const ink = ['fill', 'stroke', 'strokeWidth'] as const;

/**
 * Stands in for lucide's own icon in browser bundles. There, two components reckon some twenty properties for every icon at every drawing, and a
 * ticket on the screen has eighty of them. Here the lines are made once, what all have in common stands in `base.css`, and an icon of which
 * nothing but its size is said is one and the same element wherever it stands.
 */
export function plainIcon({ name, size: grid = 24, node }: Drawing): FunctionComponent<Props> {
  const lines = node.map(([tag, attributes]) => createElement(tag, attributes));
  const viewBox = `0 0 ${grid} ${grid}`;
  const draw = ({ size = 24, className, style, ...rest }: Props): ReactElement => {
    const own = Object.fromEntries(ink.flatMap((key) => (rest[key] === undefined ? [] : [[key, rest[key]]]))) as CSSProperties;
    const said = rest['aria-label'] !== undefined || rest['aria-labelledby'] !== undefined || rest.role !== undefined;
    return createElement('svg', { viewBox, width: size, height: size, ...(said ? {} : { 'aria-hidden': 'true' as const }), ...rest, className: className ? `ac-icon ${className}` : 'ac-icon', style: style || Object.keys(own).length > 0 ? { ...own, ...style } : undefined }, lines);
  };
  const kept = new Map<unknown, ReactElement>();
  const Icon = (props: Props): ReactElement => {
    for (const key in props) if (key !== 'size' && !(key === 'aria-hidden' && String(props[key]) === 'true')) return draw(props);
    const found = kept.get(props.size) ?? draw({ size: props.size });
    kept.set(props.size, found);
    return found;
  };
  Icon.displayName = name;
  return Icon;
}
