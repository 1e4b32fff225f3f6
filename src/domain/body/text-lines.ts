/** The lines of a text, a long one broken after so many characters, so that each has the same height. */
export function wrapText(text: string, columns: number): readonly string[] {
  const wrapped: string[] = [];
  for (const line of text.split('\n')) {
    if (line.length <= columns) wrapped.push(line);
    else for (let at = 0; at < line.length;) at = pushPart(wrapped, line, at, columns);
  }
  return wrapped;
}

/** Never between the halves of a character. */
function pushPart(wrapped: string[], line: string, at: number, columns: number): number {
  const high = line.charCodeAt(at + columns - 1);
  const end = at + columns + (high >= 0xd800 && high < 0xdc00 ? 1 : 0);
  wrapped.push(line.slice(at, end));
  return end;
}
