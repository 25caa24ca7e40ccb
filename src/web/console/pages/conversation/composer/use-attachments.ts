import { notifications } from '@mantine/notifications';
import { useRef, useState } from 'react';
import type { FileRef } from '../../../../../http/contract/console.ts';
import { uploadFile } from '../../../api/conversation.ts';
import { useLocale, useTexts } from '../../../texts/index.ts';
import { sizeText } from '../timeline/size-text.ts';
import { type Attachment, MOST_BYTES, MOST_FILES, troubleWith } from './attachments.ts';

let counter = 0;

/** Files of the message being written: sent to the server at once, so that sending the message is quick. */
export function useAttachments(conversationId: number, kept: readonly FileRef[]) {
  const t = useTexts('conversation');
  const locale = useLocale();
  const [files, setFiles] = useState<readonly Attachment[]>(() =>
    kept.map((ref) => ({ id: ++counter, name: ref.name, size: ref.size, share: 1, ref })),
  );
  const aborts = useRef(new Map<number, () => void>());
  const change = (id: number, part: Partial<Attachment>) =>
    setFiles((now) => now.map((one) => (one.id === id ? { ...one, ...part } : one)));
  const tell = (message: string) =>
    notifications.show({ color: 'red', message, autoClose: 8000, role: 'alert' });

  function add(given: readonly File[]): void {
    const room = MOST_FILES - files.length;
    if (given.length > room) tell(t('fileTrouble.count', { limit: MOST_FILES }));
    for (const file of given.slice(0, Math.max(0, room))) {
      const trouble = troubleWith(file);
      const { name, size } = file;
      if (trouble) {
        tell(t(`fileTrouble.${trouble}`, { name, limit: sizeText(MOST_BYTES, locale) }));
        continue;
      }
      const id = ++counter;
      setFiles((now) => [...now, { id, name, size, share: 0 }]);
      const upload = uploadFile(conversationId, file, (share) => change(id, { share }));
      aborts.current.set(id, upload.abort);
      upload.done
        .then((ref) => change(id, { ref, share: 1 }))
        .catch((error: unknown) => change(id, { error }))
        .finally(() => aborts.current.delete(id));
    }
  }

  function remove(id: number): void {
    aborts.current.get(id)?.();
    setFiles((now) => now.filter((one) => one.id !== id));
  }

  return {
    files,
    add,
    remove,
    clear: () => setFiles([]),
    /** Something is still on its way or went wrong: sending has to wait. */
    waiting: files.some(({ ref }) => !ref),
    refs: files.flatMap(({ ref }) => ref ?? []),
  };
}
