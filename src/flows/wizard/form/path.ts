import type { Shape, Shapes } from '../../../domain/asset-config/field';
import type { FormWords } from './words';

/** The field of the catalogue that a dotted path begins with. */
export function fieldOf(path: string): string {
  return path.split('.')[0] ?? '';
}

/** What a place in the form is called, from the outside in: `Sources 2 › Stream`. */
export function labelOfPath(fields: Shapes, words: FormWords, path: string): string {
  const [key = '', ...rest] = path.split('.');
  const shape = fields[key];
  if (shape === undefined) return path;
  const parts = [words.label(key)];
  let within: Shape | undefined = shape;
  for (const step of rest) {
    if (/^\d+$/.test(step)) {
      parts.push(`${parts.pop() ?? ''} ${Number(step) + 1}`);
      continue;
    }
    if (within?.kind !== 'part' && within?.kind !== 'parts') break;
    parts.push(words.partLabel(within.part, step));
    within = within.fields[step];
  }
  return parts.join(' › ');
}
