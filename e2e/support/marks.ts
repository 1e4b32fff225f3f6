import type { Page } from '@playwright/test';

/** What a mark on the page said, and from when on. */
export interface MarkEntry {
  /** Milliseconds since 1970; page and test share one clock. */
  readonly at: number;
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
}

declare global {
  interface Window {
    conclaveMarks?: { at: number; key: string; values: Record<string, string> }[];
  }
}

/**
 * Writes down every change of the marks that a selector finds, from now on, without missing those between two looks.
 * `key` is the attribute that tells the marks apart, `attributes` are what they say.
 */
export async function recordMarks(page: Page, selector: string, key: string, attributes: readonly string[]) {
  await page.evaluate(
    ([wanted, keyName, names]) => {
      const log: { at: number; key: string; values: Record<string, string> }[] = [];
      window.conclaveMarks = log;
      const last = new Map<string, string>();
      const look = () => {
        for (const element of document.querySelectorAll(wanted)) {
          const name = element.getAttribute(keyName) ?? '';
          const values = Object.fromEntries(
            names.map((attribute) => [attribute, element.getAttribute(attribute) ?? '']),
          );
          const text = JSON.stringify(values);
          if (last.get(name) === text) continue;
          last.set(name, text);
          log.push({ at: Date.now(), key: name, values });
        }
      };
      look();
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
    },
    [selector, key, [...attributes]] as const,
  );
  return {
    entries: async (): Promise<readonly MarkEntry[]> => page.evaluate(() => window.conclaveMarks ?? []),
  };
}

/** Entries of one mark after a time, in order. What was seen in that very millisecond was so before. */
export function after(entries: readonly MarkEntry[], key: string, at: number): readonly MarkEntry[] {
  return entries.filter((entry) => entry.key === key && entry.at > at);
}
