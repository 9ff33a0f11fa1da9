/** Presses the button of an action on the open ticket, so that keys and palette open the same menu as the mouse. */
export function pressAction(name: string): void {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>(`[data-act="${name}"]`)];
  buttons.find((button) => button.offsetParent !== null)?.click();
}
