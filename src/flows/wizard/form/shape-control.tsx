import { Plus, X } from 'lucide-react';
import { useFieldArray } from 'react-hook-form';
import { isRecord } from '../../../domain/asset-config/config';
import type { Shape } from '../../../domain/asset-config/field';
import { blankDrafts } from '../../../domain/asset-form/draft';
import { Button, IconButton } from '../../../ui/button';
import { useTranslation } from '../../../ui/translate';
import { ChoiceControl, FlagControl } from './choice-controls';
import { EntriesControl } from './entries-control';
import { useFormFrame } from './frame';
import { NoteLines, useNotes, type Place } from './notes';
import { LinesControl, TextControl } from './text-controls';
import { UnitControl } from './unit-control';
import { usePart } from './use-draft';

type Part = Extract<Shape, { readonly kind: 'part' }>;
type Parts = Extract<Shape, { readonly kind: 'parts' }>;

/** The control for a field, by what the field holds. */
export function ShapeControl({ place }: { readonly place: Place }) {
  const { shape } = place;
  switch (shape.kind) {
    case 'name':
    case 'text':
    case 'subject':
      return <TextControl {...place} />;
    case 'subjects':
    case 'texts':
      return <LinesControl {...place} />;
    case 'count':
    case 'limit':
    case 'byteLimit':
    case 'duration':
    case 'durations':
    case 'time':
      return <UnitControl {...place} />;
    case 'flag':
      return <FlagControl {...place} />;
    case 'entries':
      return <EntriesControl {...place} />;
    case 'choice':
      return <ChoiceControl place={place} shape={shape} />;
    case 'part':
      return <PartControl place={place} shape={shape} />;
    case 'parts':
      return <PartsControl place={place} shape={shape} />;
  }
}

/** Fields that belong together, and may be absent as a whole. */
function PartControl({ place, shape }: { readonly place: Place; readonly shape: Part }) {
  const { t } = useTranslation();
  const { value, set } = usePart(place.path);
  const notes = useNotes(place);
  const isThere = isRecord(value);
  return (
    <fieldset className="flex min-w-0 flex-col gap-2" disabled={notes.isLocked}>
      <legend className="sr-only">{place.label}</legend>
      <div className="flex items-center justify-between gap-2">
        <span aria-hidden className="type-label text-text-3">
          {place.label}
        </span>
        <Button
          size="small"
          data-field={place.path}
          aria-label={`${t(isThere ? 'wizard:takeAway' : 'wizard:add')}: ${place.label}`}
          onClick={() => set(isThere ? null : blankDrafts(shape.fields))}
        >
          {isThere ? <X size={14} aria-hidden /> : <Plus size={14} aria-hidden />}
          {t(isThere ? 'wizard:takeAway' : 'wizard:add')}
        </Button>
      </div>
      {isThere && <PartFields path={place.path} shape={shape} />}
      <div className="type-small text-text-3">
        {notes.error !== undefined && <p className="text-crit-ink">{notes.error}</p>}
        <NoteLines notes={notes} />
      </div>
    </fieldset>
  );
}

/** Several of them, in order. */
function PartsControl({ place, shape }: { readonly place: Place; readonly shape: Parts }) {
  const { t } = useTranslation();
  const { fields, append, remove } = useFieldArray({ name: place.path });
  const notes = useNotes(place);
  const addKey = shape.part === 'source' || shape.part === 'transform' ? shape.part : 'other';
  return (
    <fieldset className="flex min-w-0 flex-col gap-2" disabled={notes.isLocked}>
      <legend className="type-label pb-1 text-text-3">{place.label}</legend>
      {fields.map(({ id }, index) => {
        const name = t('wizard:item', { name: place.label, number: index + 1 });
        return (
          <div key={id} role="group" aria-label={name} className="flex items-start gap-1">
            <div className="min-w-0 flex-1">
              <PartFields path={`${place.path}.${index}`} shape={shape} />
            </div>
            <IconButton label={t('wizard:remove', { name })} onClick={() => remove(index)}>
              <X size={16} aria-hidden />
            </IconButton>
          </div>
        );
      })}
      <div>
        <Button size="small" data-field={place.path} onClick={() => append(blankDrafts(shape.fields))}>
          <Plus size={14} aria-hidden />
          {t(`wizard:addPart.${addKey}`)}
        </Button>
      </div>
      <div className="type-small text-text-3">
        {notes.error !== undefined && <p className="text-crit-ink">{notes.error}</p>}
        <NoteLines notes={notes} />
      </div>
    </fieldset>
  );
}

function PartFields({ path, shape }: { readonly path: string; readonly shape: Part | Parts }) {
  const { words } = useFormFrame();
  return (
    <div className="@container border-l border-line-strong pl-3">
      <div className="grid gap-3 @lg:grid-cols-2">
        {Object.entries(shape.fields).map(([key, inner]) => (
          <div key={key} className={isWide(inner) ? '@lg:col-span-2' : undefined}>
            <ShapeControl
              place={{
                path: `${path}.${key}`,
                shape: inner,
                label: words.partLabel(shape.part, key),
                help: words.partHelp(shape.part, key),
              }}
            />
          </div>
        ))}
      </div>
    </div>
  );
}

const isWide = ({ kind }: Shape) => kind === 'part' || kind === 'parts' || kind === 'texts' || kind === 'subjects';
