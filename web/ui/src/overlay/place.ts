export interface Box { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
export type Side = 'below-start' | 'below-end' | 'above-start' | 'above-end' | 'above' | 'below';

const gap = 4;
const margin = 8;

/**
 * Where a floating box goes beside its anchor, in viewport pixels: on the wished side, turned over when there is more room
 * on the other, and kept inside the window.
 */
export function place(anchor: Box, float: { width: number; height: number }, view: { width: number; height: number }, side: Side): { left: number; top: number } {
  const below = view.height - (anchor.top + anchor.height) - gap - margin;
  const above = anchor.top - gap - margin;
  const wantsBelow = side.startsWith('below');
  const goesBelow = wantsBelow ? float.height <= below || below >= above : !(float.height <= above || above >= below);
  const top = goesBelow ? anchor.top + anchor.height + gap : anchor.top - gap - float.height;
  const left = side.endsWith('-start') ? anchor.left : side.endsWith('-end') ? anchor.left + anchor.width - float.width : anchor.left + (anchor.width - float.width) / 2;
  return {
    left: Math.max(margin, Math.min(left, view.width - float.width - margin)),
    top: Math.max(margin, Math.min(top, view.height - float.height - margin)),
  };
}
