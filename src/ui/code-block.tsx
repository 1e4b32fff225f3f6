import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from './button';

export interface CodeBlockProps {
  readonly text: string;
  /** What the text is, for those who do not see it. */
  readonly label: string;
  readonly copy: string;
  readonly copied: string;
}

/** Literal text to copy. Where the browser has no clipboard (plain http) it is selected instead. */
export function CodeBlock({ text, label, copy, copied }: CodeBlockProps) {
  const [done, setDone] = useState(false);
  const take = async (block: HTMLElement | null) => {
    try {
      await navigator.clipboard.writeText(text);
      setDone(true);
    } catch {
      if (block !== null) getSelection()?.selectAllChildren(block);
    }
  };
  return (
    <div className="relative rounded-control border border-line bg-canvas">
      <pre tabIndex={0} aria-label={label} role="group" className="type-mono overflow-x-auto p-2 pr-10 whitespace-pre">
        {text}
      </pre>
      <IconButton
        label={done ? copied : copy}
        className="absolute top-0.5 right-0.5 bg-canvas"
        onClick={(event) => void take(event.currentTarget.parentElement?.querySelector('pre') ?? null)}
        onBlur={() => {
          setDone(false);
        }}
      >
        {done ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      </IconButton>
      <span aria-live="polite" className="sr-only">
        {done ? copied : ''}
      </span>
    </div>
  );
}
