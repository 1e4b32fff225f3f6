import type { Shape } from '../../../domain/asset-config/field';
import { knows } from '../../../domain/asset-config/release';
import { useTranslation } from '../../../ui/translate';
import { fieldOf } from './path';
import { useFormFrame } from './frame';
import { problemsAt, type ShownProblem } from './problems';

/** What a control of one place of the form is drawn with. */
export interface Place {
  readonly path: string;
  readonly shape: Shape;
  readonly label: string;
  readonly help: string;
}

/** What is said of a place, apart from its value. */
export interface PlaceNotes {
  readonly error: string | undefined;
  readonly warnings: readonly ShownProblem[];
  readonly isLocked: boolean;
  /** Lines below the control: the help, the lock, the release. */
  readonly lines: readonly string[];
}

/** `whole`: the control is that of all places below it as well, as for a list of lines. */
export function useNotes({ path, shape, help }: Place, whole = false): PlaceNotes {
  const { t } = useTranslation();
  const { problems, locks, fields, version, isTouched } = useFormFrame();
  const own = isTouched ? problemsAt(problems, path, whole) : [];
  const errors = own.filter(({ severity }) => severity === 'error');
  const lock = locks.get(fieldOf(path));
  const field = fields[path];
  return {
    error: errors.length === 0 ? undefined : errors.map((problem) => problemText(t, problem)).join(' '),
    warnings: own.filter(({ severity }) => severity === 'warning'),
    isLocked: lock !== undefined,
    lines: [
      ...(lock === undefined ? [] : [t(`wizard:locked.${lock}`)]),
      ...(help === '' || lock !== undefined ? [] : [help]),
      ...(field?.irreversible === true && lock === undefined ? [t('wizard:final')] : []),
      ...(knows(version, shape.since) ? [] : [t('wizard:since', { since: shape.since })]),
    ],
  };
}

function problemText(t: ReturnType<typeof useTranslation>['t'], { text, code }: ShownProblem): string {
  return code === null ? text : `${text} (${t('wizard:code', { code })})`;
}

/** Below a control. Inline elements only: it stands within a paragraph. */
export function NoteLines({ notes, read }: { readonly notes: PlaceNotes; readonly read?: string | null }) {
  return (
    <>
      {read !== null && read !== undefined && <span className="block text-text-2">{read}</span>}
      {notes.warnings.map(({ id, text }) => (
        <span key={id} className="block text-warn-ink">
          {text}
        </span>
      ))}
      {notes.lines.map((line) => (
        <span key={line} className="block">
          {line}
        </span>
      ))}
    </>
  );
}
