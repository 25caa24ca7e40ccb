import { ActionIcon, SegmentedControl, UnstyledButton } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { useTexts } from '../../../texts/index.ts';
import { Icon } from '../../../ui/icon.tsx';
import { ACCEPT } from './attachments.ts';
import css from './composer.module.css';
import type { Mode } from './use-draft.ts';
import type { useEnter } from './use-enter.ts';

const MOD = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl';

interface Props {
  enter: ReturnType<typeof useEnter>;
  mode: Mode;
  onMode: (mode: Mode) => void;
  onFiles: ((files: File[]) => void) | undefined;
  onReplies: (() => void) | undefined;
  children: ReactNode;
}

/** Below the field: answer or note, files, canned replies, what Enter does, and the button that sends. */
export function ComposerFoot({ enter, mode, onMode, onFiles, onReplies, children }: Props) {
  const t = useTexts('conversation');
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <div className={css.foot}>
      <SegmentedControl
        size="xs"
        value={mode}
        onChange={(value) => onMode(value as Mode)}
        aria-label={t('composer.mode')}
        data={[
          { value: 'answer', label: t('composer.modes.answer') },
          { value: 'note', label: t('composer.modes.note') },
        ]}
      />
      {onFiles && (
        <>
          <input
            ref={chooser}
            type="file"
            multiple
            hidden
            accept={ACCEPT}
            onChange={({ currentTarget }) => {
              onFiles([...(currentTarget.files ?? [])]);
              currentTarget.value = '';
            }}
          />
          <ActionIcon
            size={36}
            variant="subtle"
            color="gray"
            aria-label={t('composer.attach')}
            title={t('composer.attach')}
            onClick={() => chooser.current?.click()}
          >
            <Icon name="clip" />
          </ActionIcon>
        </>
      )}
      {onReplies && (
        <ActionIcon
          size={36}
          variant="subtle"
          color="gray"
          aria-label={t('composer.replies')}
          title={t('composer.replies')}
          onClick={onReplies}
        >
          <Icon name="quote" />
        </ActionIcon>
      )}
      <UnstyledButton className={css.enter} title={t('composer.changeEnter')} onClick={enter.change}>
        {enter.sends ? t('composer.enterSends') : t('composer.enterBreaks', { mod: MOD })}
      </UnstyledButton>
      <div className={css.send}>{children}</div>
    </div>
  );
}
