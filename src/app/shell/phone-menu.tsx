import { useTranslation } from '../../ui/translate';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Session } from './session';

/** On a phone: what the left edge and the upper edge hold elsewhere. */
export function PhoneMenu({ onClose, onJump }: { readonly onClose: () => void; readonly onJump: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('shell:product')} closeLabel={t('ui:close')} onClose={onClose} place="drawer">
      <div className="flex flex-col gap-6">
        <Session />
        <Button onClick={onJump}>{t('shell:palette.title')}</Button>
      </div>
    </Dialog>
  );
}
