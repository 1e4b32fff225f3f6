import { useFormFrame } from './frame';
import { ShapeControl } from './shape-control';

/** The control for a field of the catalogue, by its name. */
export function FieldControl({ field }: { readonly field: string }) {
  const { fields, words } = useFormFrame();
  const shape = fields[field];
  if (shape === undefined) return null;
  return (
    <div data-testid="wizard-field" data-name={field} className="min-w-0">
      <ShapeControl place={{ path: field, shape, label: words.label(field), help: words.help(field) }} />
    </div>
  );
}
