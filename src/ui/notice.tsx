import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { CodeBlock } from './code-block';
import { Mark } from './mark';
import { toneText, toneTint, type Tone } from './tone';

export interface NoticeProps {
  readonly tone: Tone;
  readonly title: ReactNode;
  readonly code?: { readonly text: string; readonly label: string; readonly copy: string; readonly copied: string };
  readonly actions?: ReactNode;
  /** Read out as soon as it appears: for the answer to something just done. */
  readonly announce?: boolean;
  readonly children?: ReactNode;
}

/** Something to know: a title that says it, why, and what to do, with a text to copy where that helps. */
export function Notice({ tone, title, code, actions, announce = false, children }: NoticeProps) {
  return (
    <div
      {...(announce ? { role: 'alert' } : {})}
      data-tone={tone}
      className={clsx('flex gap-2.5 rounded-panel p-3', toneTint[tone])}
    >
      <Mark tone={tone} className="mt-1" />
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <p className={clsx('type-strong', toneText[tone])}>{title}</p>
        {children !== undefined && <div className="flex flex-col gap-2 text-text-2 empty:hidden">{children}</div>}
        {code !== undefined && <CodeBlock {...code} />}
        {actions !== undefined && <div className="flex flex-wrap gap-2 empty:hidden">{actions}</div>}
      </div>
    </div>
  );
}
