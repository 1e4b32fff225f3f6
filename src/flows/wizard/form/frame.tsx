import { createContext, use, type ReactNode } from 'react';
import type { EditLimit, Fields } from '../../../domain/asset-config/field';
import type { Version } from '../../../domain/version';
import { invariant } from '../../../lib/invariant';
import type { ShownProblem } from './problems';
import type { FormWords } from './words';

/** What every control of a form needs to know. */
export interface FormFrame {
  readonly fields: Fields;
  readonly words: FormWords;
  readonly problems: readonly ShownProblem[];
  /** Fields that cannot be changed, and why. */
  readonly locks: ReadonlyMap<string, EditLimit>;
  /** Something was typed: an empty form is not scolded field by field. */
  readonly isTouched: boolean;
  /** The lowest in the cluster; `null`: not known. */
  readonly version: Version | null;
  /** What a name could be, where something is known: offered beside what is typed, never instead of it. */
  readonly suggestions?: (path: string) => readonly string[];
}

const Frame = createContext<FormFrame | null>(null);

export function FormFrameProvider({ frame, children }: { readonly frame: FormFrame; readonly children: ReactNode }) {
  return <Frame value={frame}>{children}</Frame>;
}

export function useFormFrame(): FormFrame {
  const frame = use(Frame);
  invariant(frame !== null, 'a control needs a FormFrameProvider');
  return frame;
}
