/** `KeyboardEvent.code` as people call the key. */
export function keyName(code: string): string {
  return code
    .replace(/^Key|^Digit/, '')
    .replace(/^Arrow/, 'Arrow ')
    .replace(/(Left|Right)$/, (side) => (code.startsWith('Arrow') ? side : ` (${side.toLowerCase()})`));
}

/** Keys meant for a control that has the focus are not shortcuts. A slider keeps the focus after it was moved, and types nothing. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input:not([type=range]), textarea, select') ||
      target.closest('dialog[open]') !== null)
  );
}
