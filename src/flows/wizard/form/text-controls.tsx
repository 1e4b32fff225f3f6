import { useId } from 'react';
import { TextArea, TextField } from '../../../ui/field';
import { literal } from '../../../widgets/literal';
import { useFormFrame } from './frame';
import { NoteLines, useNotes, type Place } from './notes';
import { textOf, useDraft } from './use-draft';

/** A name, a text or one subject. */
export function TextControl(place: Place) {
  const { value, set } = useDraft(place.path);
  const notes = useNotes(place);
  const list = useId();
  const { suggestions } = useFormFrame();
  const typed = textOf(value);
  const names = suggestions?.(place.path) ?? [];
  return (
    <>
      <TextField
        label={place.label}
        hint={<NoteLines notes={notes} />}
        error={notes.error}
        mono={place.shape.kind !== 'text'}
        value={typed}
        disabled={notes.isLocked}
        data-field={place.path}
        {...(names.length === 0 ? {} : { list })}
        onChange={({ target }) => set(target.value)}
      />
      {names.length > 0 && (
        <datalist id={list}>
          {offeredFor(typed, names).map((one) => (
            <option key={one} value={one} label={literal(one)} />
          ))}
        </datalist>
      )}
    </>
  );
}

/** Names offered at once: an account may have ten thousand. */
const mostOffered = 200;

/** Those that hold what is typed, in any case of letters; none when it is one of them. */
function offeredFor(typed: string, names: readonly string[]): readonly string[] {
  const wanted = typed.trim().toLowerCase();
  if (names.includes(typed)) return [];
  return names.filter((name) => name.toLowerCase().includes(wanted)).slice(0, mostOffered);
}

/** A list, one entry a line: so that fifty subjects are pasted at once. */
export function LinesControl(place: Place) {
  const { value, set } = useDraft(place.path);
  const notes = useNotes(place, true);
  const lines = textOf(value).split('\n').length;
  return (
    <TextArea
      label={place.label}
      hint={<NoteLines notes={notes} />}
      error={notes.error}
      mono
      rows={Math.min(Math.max(lines + 1, 2), 10)}
      value={textOf(value)}
      disabled={notes.isLocked}
      data-field={place.path}
      onChange={({ target }) => set(target.value)}
    />
  );
}
