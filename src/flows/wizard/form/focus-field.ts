/** Puts the cursor into the control of a place, or of the nearest place around it that has one. */
export function focusField(path: string): boolean {
  const steps = path.split('.');
  for (let length = steps.length; length > 0; length -= 1) {
    const place = steps.slice(0, length).join('.');
    const control = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(place)}"]`);
    if (control === null) continue;
    control.focus();
    control.scrollIntoView({ block: 'center' });
    return true;
  }
  return false;
}
