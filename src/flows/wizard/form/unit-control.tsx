import type { Shape } from '../../../domain/asset-config/field';
import { TextField } from '../../../ui/field';
import { useTranslation, type Translate } from '../../../ui/translate';
import { useFormFrame } from './frame';
import { NoteLines, useNotes, type Place } from './notes';
import { readBack, standsFor } from './read-back';
import { textOf, useDraft } from './use-draft';

/** A number with its unit, as it is typed, and shown back as it is understood. */
export function UnitControl(place: Place) {
  const { t } = useTranslation();
  const { fields } = useFormFrame();
  const { value, set } = useDraft(place.path);
  const notes = useNotes(place, place.shape.kind === 'durations');
  const text = textOf(value);
  const read = readBack(place.shape, text);
  return (
    <TextField
      label={place.label}
      hint={<NoteLines notes={notes} read={read === null ? null : t('wizard:readAs', { value: read })} />}
      error={notes.error}
      mono
      inputMode="text"
      placeholder={placeholderOf(t, place.shape, fields[place.path]?.serverDefault)}
      value={text}
      disabled={notes.isLocked}
      data-field={place.path}
      onChange={({ target }) => set(target.value)}
    />
  );
}

/** What an empty field stands for. */
function placeholderOf(t: Translate, shape: Shape, serverDefault: number | undefined): string {
  if (serverDefault !== undefined) return standsFor(shape, serverDefault);
  switch (shape.kind) {
    case 'limit':
    case 'byteLimit':
      return shape.default === 'unlimited' ? t('wizard:unlimited') : t('wizard:left');
    case 'count':
      return shape.default === 0 ? '' : String(shape.default);
    case 'duration':
    case 'durations':
    case 'time':
    case 'name':
    case 'text':
    case 'subject':
    case 'subjects':
    case 'texts':
    case 'flag':
    case 'entries':
    case 'choice':
    case 'part':
    case 'parts':
      return '';
  }
}
