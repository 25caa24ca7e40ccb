import { ActionIcon, Progress } from '@mantine/core';
import { ApiError } from '../../../api/api-error.ts';
import { useLocale, useTexts } from '../../../texts/index.ts';
import { useFailureWords } from '../../../ui/failure.ts';
import { Icon } from '../../../ui/icon.tsx';
import { sizeText } from '../timeline/size-text.ts';
import type { Attachment } from './attachments.ts';
import css from './composer.module.css';

/** What goes with the message, how far it is, and what went wrong. */
export function AttachmentList(props: { files: readonly Attachment[]; onRemove: (id: number) => void }) {
  const t = useTexts('conversation');
  const locale = useLocale();
  const failureWords = useFailureWords();
  const words = (error: unknown) => {
    const code = error instanceof ApiError ? error.code : '';
    if (code === 'unsupported_type') return t('fileTrouble.refusedType');
    return code === 'too_large' ? t('fileTrouble.refusedSize') : failureWords(error);
  };
  if (props.files.length === 0) return null;
  return (
    <ul className={css.attachments}>
      {props.files.map(({ id, name, size, share, ref, error }) => (
        <li key={id} className={css.attachment}>
          <Icon name="file" size={16} />
          <span className={css.fileName}>{name}</span>
          <span
            className={error === undefined ? css.fileState : css.fileError}
            role={error ? 'alert' : undefined}
          >
            {error !== undefined
              ? words(error)
              : ref
                ? `${sizeText(size, locale)} · ${t('composer.uploaded')}`
                : t('composer.uploading', { percent: Math.round(share * 100) })}
          </span>
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={t('composer.remove', { name })}
            onClick={() => props.onRemove(id)}
          >
            <Icon name="cross" size={14} />
          </ActionIcon>
          {!ref && error === undefined && (
            <Progress className={css.progress} value={share * 100} size={3} aria-label={name} />
          )}
        </li>
      ))}
    </ul>
  );
}
