import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation as useI18next } from 'react-i18next';

/** Filled in by the catalogue (`app/i18n`), so that every layer may name a message and none has to know where it stands. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- declaration merging needs an interface
export interface Catalogue {}

type Plural = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
type WithoutPlural<Name extends string> = Name extends `${infer Stem}_${Plural}` ? Stem : Name;
type PathsOf<Part> = {
  [Name in keyof Part & string]: Part[Name] extends string ? WithoutPlural<Name> : `${Name}.${PathsOf<Part[Name]>}`;
}[keyof Part & string];

/**
 * `namespace:path.to.message`, without the plural ending. One flat union: the types of i18next, which work out the result
 * of each call as well, take minutes for a thousand messages.
 */
export type MessageKey = {
  [Space in Extract<keyof Catalogue, string>]: `${Space}:${PathsOf<Catalogue[Space]>}`;
}[Extract<keyof Catalogue, string>];

/** Text of a message in the language of the page; `count` chooses the plural. */
export type Translate = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string;

/** The same function until the language changes. */
export function useTranslation(): { readonly t: Translate } {
  const { t } = useI18next();
  return useMemo(() => ({ t: translate(t) }), [t]);
}

/** The words of an instance of i18next, outside of a component. */
export function translate(t: TFunction): Translate {
  return (key, values) => t(key, { ...values });
}
