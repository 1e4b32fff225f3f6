import { Plus, X } from 'lucide-react';
import { useFieldArray } from 'react-hook-form';
import { Button, IconButton } from '../../../ui/button';
import { TextField } from '../../../ui/field';
import { useTranslation } from '../../../ui/translate';
import { NoteLines, useNotes, type Place } from './notes';
import { textOf, useDraft } from './use-draft';

/** Names and texts of the user's own, a row each. */
export function EntriesControl(place: Place) {
  const { t } = useTranslation();
  const { fields, append, remove } = useFieldArray({ name: place.path });
  const notes = useNotes(place, true);
  return (
    <fieldset className="flex min-w-0 flex-col gap-2" disabled={notes.isLocked}>
      <legend className="type-label pb-1 text-text-3">{place.label}</legend>
      {fields.map(({ id }, index) => (
        <Entry key={id} path={`${place.path}.${index}`} number={index + 1} onRemove={() => remove(index)} />
      ))}
      <div>
        <Button size="small" data-field={place.path} onClick={() => append({ key: '', value: '' })}>
          <Plus size={14} aria-hidden />
          {t('wizard:addEntry')}
        </Button>
      </div>
      <div className="type-small text-text-3">
        {notes.error !== undefined && <p className="text-crit-ink">{notes.error}</p>}
        <NoteLines notes={notes} />
      </div>
    </fieldset>
  );
}

interface EntryProps {
  readonly path: string;
  readonly number: number;
  readonly onRemove: () => void;
}

function Entry({ path, number, onRemove }: EntryProps) {
  const { t } = useTranslation();
  const key = useDraft(`${path}.key`);
  const value = useDraft(`${path}.value`);
  const name = t('wizard:entry', { number });
  return (
    <div className="grid grid-cols-[1fr_2fr_auto] items-end gap-2">
      <TextField
        label={`${t('wizard:metadataKey')}, ${name}`}
        labelHidden
        placeholder={t('wizard:metadataKey')}
        mono
        value={textOf(key.value)}
        data-field={path}
        onChange={({ target }) => key.set(target.value)}
      />
      <TextField
        label={`${t('wizard:metadataValue')}, ${name}`}
        labelHidden
        placeholder={t('wizard:metadataValue')}
        value={textOf(value.value)}
        onChange={({ target }) => value.set(target.value)}
      />
      <IconButton label={t('wizard:remove', { name })} onClick={onRemove}>
        <X size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
