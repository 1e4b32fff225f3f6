import { Button } from './button';

interface SegmentedProps<Id extends string> {
  readonly label: string;
  readonly current: Id;
  readonly options: readonly { readonly id: Id; readonly label: string }[];
  readonly onChoose: (id: Id) => void;
}

/** One of a few ways to look at the same thing. */
export function Segmented<Id extends string>({ label, current, options, onChoose }: SegmentedProps<Id>) {
  return (
    <div role="group" aria-label={label} className="flex flex-wrap gap-1">
      {options.map(({ id, label: word }) => (
        <Button
          key={id}
          size="small"
          look={id === current ? 'normal' : 'quiet'}
          aria-pressed={id === current}
          onClick={() => onChoose(id)}
        >
          {word}
        </Button>
      ))}
    </div>
  );
}
