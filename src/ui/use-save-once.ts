import { useEffect } from 'react';
import { saveFile } from './save-file';

/** Handed to the browser already: a screen that is come back to does it not once more. */
const saved = new WeakSet<Blob>();

/** Hands a file to the browser to keep as soon as it is there, once. */
export function useSaveOnce(content: Blob | null, name: string): void {
  useEffect(() => {
    if (content === null || saved.has(content)) return;
    saved.add(content);
    saveFile(content, name);
  }, [content, name]);
}
