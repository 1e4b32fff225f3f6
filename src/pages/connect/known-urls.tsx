import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from '../../ui/translate';
import { forgetUrl, rememberedUrls } from '../../state/remembered';
import { Button, IconButton } from '../../ui/button';

export interface KnownServer {
  readonly name: string;
  readonly urls: readonly string[];
}

export interface KnownUrlsProps {
  /** Of this installation's `config.json`. */
  readonly servers: readonly KnownServer[];
  readonly onUse: (urls: readonly string[]) => void;
}

/** Addresses that need not be typed. */
export function KnownUrls({ servers, onUse }: KnownUrlsProps) {
  const { t } = useTranslation();
  const [own, setOwn] = useState(rememberedUrls);
  if (servers.length === 0 && own.length === 0) return null;
  return (
    <div className="flex flex-col gap-1">
      <p className="type-label text-text-3">{t('connect:known')}</p>
      <ul className="flex flex-wrap gap-1.5">
        {servers.map((server) => (
          <li key={server.name}>
            <Button size="small" onClick={() => onUse(server.urls)}>
              {server.name}
            </Button>
          </li>
        ))}
        {own.map((url) => (
          <li key={url} className="flex max-w-full items-center">
            <Button size="small" className="type-mono min-w-0 shrink truncate" onClick={() => onUse([url])}>
              {url}
            </Button>
            <IconButton
              label={`${t('connect:forget')} ${url}`}
              onClick={() => {
                forgetUrl(url);
                setOwn(rememberedUrls());
              }}
            >
              <X size={13} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
    </div>
  );
}
