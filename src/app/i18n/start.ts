import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { firstWords } from './first-words';

/** Words before the first paint: English is part of the page. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'ui',
    ns: Object.keys(firstWords),
    resources: { en: firstWords },
    // React escapes what it draws; escaping twice would show entities.
    interpolation: { escapeValue: false },
  });
}

/** The words of the screens; to be had before a screen is drawn. */
export async function loadScreenWords(): Promise<void> {
  const { screenWords } = await import('./screen-words');
  add(screenWords);
}

/** The words of the wizards, which are many. */
export async function loadWizardWords(): Promise<void> {
  const { wizardWords } = await import('./wizard-words');
  add(wizardWords);
}

function add(catalogues: Readonly<Record<string, object>>): void {
  for (const [namespace, words] of Object.entries(catalogues)) {
    if (!i18next.hasResourceBundle('en', namespace)) i18next.addResourceBundle('en', namespace, words);
  }
}
