import { clsx } from 'clsx';
import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode } from 'react';

type Look = 'normal' | 'primary' | 'danger' | 'quiet';

const looks: Readonly<Record<Look, string>> = {
  normal: 'border-line-strong bg-panel text-text hover:bg-raised',
  primary: 'border-accent bg-accent text-on-accent hover:opacity-90',
  danger: 'border-crit bg-crit text-on-crit hover:opacity-90',
  quiet: 'border-transparent text-text-2 hover:bg-raised hover:text-text',
};

function look(kind: Look, size: 'normal' | 'small', className: string | undefined): string {
  return clsx(
    'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-control border whitespace-nowrap select-none',
    'disabled:border-line disabled:bg-transparent disabled:text-text-3 disabled:hover:bg-transparent',
    'aria-disabled:border-line aria-disabled:bg-transparent aria-disabled:text-text-3 aria-disabled:hover:opacity-100',
    size === 'normal' ? 'h-7 px-2.5 pointer-coarse:h-9' : 'type-small h-6 px-2 pointer-coarse:h-8',
    looks[kind],
    className,
  );
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: Look;
  readonly size?: 'normal' | 'small';
  /**
   * Why it cannot be pressed now. The button stays reachable by keyboard and says so, instead of being skipped
   * as a `disabled` one is.
   */
  readonly refused?: string | undefined;
}

/** A command. Places are reached by {@link ButtonLink}. */
export function Button({ look: kind = 'normal', size = 'normal', refused, className, onClick, ...rest }: ButtonProps) {
  const isRefused = refused !== undefined;
  return (
    <button
      type="button"
      {...rest}
      {...(isRefused ? { 'aria-disabled': true, title: refused, 'aria-description': refused } : {})}
      onClick={isRefused ? (event) => event.preventDefault() : onClick}
      className={look(kind, size, className)}
    />
  );
}

export interface ButtonLinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly href: string;
  readonly look?: Look;
  readonly size?: 'normal' | 'small';
}

/** A link that looks like a button. */
export function ButtonLink({ look: kind = 'normal', size = 'normal', className, ...rest }: ButtonLinkProps) {
  return <a {...rest} className={look(kind, size, className)} />;
}

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label'> {
  /** Name for those who do not see the icon; also its title. */
  readonly label: string;
  readonly children: ReactNode;
}

/** A quiet square button of one icon. */
export function IconButton({ label, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      {...rest}
      aria-label={label}
      className={clsx(
        'inline-flex size-7 shrink-0 items-center justify-center rounded-control text-text-2 hover:bg-raised hover:text-text',
        'pointer-coarse:size-10',
        className,
      )}
    />
  );
}
