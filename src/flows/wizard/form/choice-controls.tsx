import { knows } from '../../../domain/asset-config/release';
import type { Shape } from '../../../domain/asset-config/field';
import { CheckField, RadioField } from '../../../ui/choice-field';
import { useTranslation } from '../../../ui/translate';
import { useFormFrame } from './frame';
import { NoteLines, useNotes, type Place } from './notes';
import { textOf, useDraft } from './use-draft';

type Choice = Extract<Shape, { readonly kind: 'choice' }>;

/** One of some words, each with a line that explains it. */
export function ChoiceControl({ place, shape }: { readonly place: Place; readonly shape: Choice }) {
  const { t } = useTranslation();
  const { words, version } = useFormFrame();
  const { value, set } = useDraft(place.path);
  const notes = useNotes(place);
  return (
    <RadioField
      label={place.label}
      field={place.path}
      value={textOf(value) === '' ? shape.default : textOf(value)}
      options={Object.entries(shape.options).map(([option, since]) => ({
        value: option,
        label: words.option(place.path, option),
        help: knows(version, since)
          ? words.optionHelp(place.path, option)
          : `${words.optionHelp(place.path, option)} ${t('wizard:since', { since })}`,
      }))}
      disabled={notes.isLocked}
      error={notes.error}
      hint={<NoteLines notes={notes} />}
      onValue={set}
    />
  );
}

export function FlagControl(place: Place) {
  const { value, set } = useDraft(place.path);
  const notes = useNotes(place);
  return (
    <CheckField
      label={place.label}
      field={place.path}
      checked={value === true}
      disabled={notes.isLocked}
      error={notes.error}
      hint={<NoteLines notes={notes} />}
      onChecked={set}
    />
  );
}
