/** True while a key press belongs to a text field or a list of the browser, so that shortcuts must keep out. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;
}
