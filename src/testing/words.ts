import i18next from 'i18next';
import { english } from '../app/i18n/catalogues';
import { loadScreenWords, loadWizardWords, startI18n } from '../app/i18n/start';
import { translate, type Translate } from '../ui/translate';

/** The English words, for what makes sentences outside of a component. */
export async function englishWords(): Promise<Translate> {
  const words = i18next.createInstance();
  await words.init({ lng: 'en', resources: { en: english }, interpolation: { escapeValue: false } });
  return translate(words.t);
}

/** All words, for components. */
export async function speakEnglish(): Promise<void> {
  await startI18n();
  await loadScreenWords();
  await loadWizardWords();
}
