const find = (name: string) => [...document.querySelectorAll<HTMLButtonElement>(`[data-act="${name}"]`)].find((button) => button.offsetParent !== null && !button.closest('[inert]'));

/** Presses the button of an action on the open ticket, so that keys and palette open the same menu as the mouse. `reveal`: where it may stand out of sight, such as beside the ticket on a small screen. */
export function pressAction(name: string, reveal?: () => void): void {
  const button = find(name);
  if (button || !reveal) return button?.click();
  reveal();
  // What beside the ticket is only drawn by then.
  requestAnimationFrame(() => requestAnimationFrame(() => find(name)?.click()));
}
