import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { english } from './catalogues';

/** Words before the first paint: English is part of the page. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'ui',
    ns: Object.keys(english),
    resources: { en: english },
    // React escapes what it draws; escaping twice would show entities.
    interpolation: { escapeValue: false },
  });
}
