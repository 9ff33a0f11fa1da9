import { Button, Dialog } from '@aftercare/ui';
import { useTranslation } from 'react-i18next';
import type { CommandGroup } from './command.ts';
import { useAllCommands } from './CommandProvider.tsx';
import { Keys } from './Keys.tsx';

const order: readonly CommandGroup[] = ['list', 'ticket', 'compose', 'go', 'create', 'me'];

/** Every key that works here, by group: made from the commands themselves. */
export function KeySheet({ open, onClose, onHelp }: { readonly open: boolean; readonly onClose: () => void; readonly onHelp: () => void }) {
  const { t } = useTranslation();
  return <Dialog open={open} onClose={onClose} title={t('keys.title')} size="wide" foot={<Button kind="link" onClick={onHelp}>{t('command.help')}</Button>}><Sheet /></Dialog>;
}

/** Only an open sheet follows which commands there are. */
function Sheet() {
  const { t } = useTranslation();
  const commands = useAllCommands().filter((command) => command.keys && (command.allowed || command.told));
  return (
    <div className="cs-keysheet">
      {order.map((group) => {
        const mine = commands.filter((command) => command.group === group);
        if (mine.length === 0) return null;
        return (
          <section key={group} className="ac-stack-tight">
            <h3 className="ac-faint ac-small">{t(`keys.${group}`)}</h3>
            {mine.map((command) => <div key={command.id} className="ac-spread"><span>{command.label}</span><Keys keys={command.keys ?? ''} /></div>)}
          </section>
        );
      })}
    </div>
  );
}
