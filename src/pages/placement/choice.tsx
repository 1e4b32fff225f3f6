import { Select, type SelectProps } from '../../ui/field';

/** A select with its label beside it, as toolbars have it. */
export function Choice<Value extends string>(props: Omit<SelectProps<Value>, 'labelHidden'>) {
  return (
    <div className="flex shrink-0 items-center gap-1.5">
      <span aria-hidden className="type-label text-text-3">
        {props.label}
      </span>
      <Select {...props} labelHidden />
    </div>
  );
}
