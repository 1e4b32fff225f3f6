import { LineWriter, TooLarge, type Line } from './lines';

/** Characters of a JSON that is taken apart; a longer one is shown as text. */
const mostJson = 4_000_000;

const token =
  /[ \t\n\r]*(?:([{}[\],:])|"([^"\\]*(?:\\.[^"\\]*)*)"|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null))/y;

/**
 * The lines of a JSON text as it stands: with every digit of its numbers, and names that stand in it twice. The parser of
 * the language, which rounds the one and drops the other, says first that it is JSON at all. `null`: it is not, or is
 * larger than can be drawn.
 */
export function jsonLines(text: string): readonly Line[] | null {
  if (text.length > mostJson || !isJson(text)) return null;
  const writer = new LineWriter();
  const inObject: boolean[] = [];
  let name: string | null = null;
  let wantsName = false;
  token.lastIndex = 0;
  try {
    for (let match = token.exec(text); match !== null; match = token.exec(text)) {
      const [, mark, string, number, word] = match;
      if (string !== undefined && wantsName) {
        name = unescape(string);
        wantsName = false;
        continue;
      }
      if (mark === '{' || mark === '[') {
        writer.open(name, mark);
        inObject.push(mark === '{');
        wantsName = mark === '{';
      } else if (mark === '}' || mark === ']') {
        inObject.pop();
        writer.close();
        wantsName = false;
      } else if (mark === ',') {
        wantsName = inObject.at(-1) ?? false;
      } else if (string !== undefined) writer.value(name, 'text', unescape(string));
      else if (number !== undefined) writer.value(name, 'number', number);
      else if (word !== undefined) writer.value(name, 'word', word);
      if (mark !== ':') name = null;
    }
  } catch (error) {
    if (error instanceof TooLarge) return null;
    throw error;
  }
  return writer.lines();
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function unescape(string: string): string {
  const parsed: unknown = string.includes('\\') ? JSON.parse(`"${string}"`) : string;
  return String(parsed);
}
