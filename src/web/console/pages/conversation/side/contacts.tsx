import type { DebtorFile } from '../../../../../http/contract/console.ts';
import { useTexts } from '../../../texts/index.ts';
import { Icon } from '../../../ui/icon.tsx';
import { channelIcon, wordsOf } from '../../queue/words.ts';
import { Part } from './part.tsx';
import css from './side.module.css';

/** Where they can be reached, masked. */
export function Contacts({ file }: { file: DebtorFile }) {
  const t = useTexts('conversation');
  return (
    <Part title={t('side.contacts')} empty={file.contacts.length === 0 && t('side.contactsNone')}>
      <ul className={css.list}>
        {file.contacts.map((contact) => (
          <li key={contact.id} className={css.line}>
            <span className={css.contact}>
              <Icon name={channelIcon(contact.channel)} size={16} />
              {contact.address}
            </span>
            <span className={contact.flagged ? css.overdue : css.dim}>
              {contact.flagged ? t('side.flagged') : wordsOf('conversation', 'side.roles', contact.role)}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}
