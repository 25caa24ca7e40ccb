import { PasswordInput } from '@mantine/core';
import { ApiError } from '../../api/api-error.ts';
import { useTexts } from '../../texts/index.ts';
import type { NewPassword, PasswordTrouble } from './password-trouble.ts';

const PROBLEMS = ['too_short', 'too_long', 'is_email', 'too_common', 'same_as_before'] as const;

/** A new password, twice. `trouble` and `error` are shown at their fields. */
export function PasswordFields(props: {
  value: NewPassword;
  onChange: (value: NewPassword) => void;
  trouble: PasswordTrouble;
  error: unknown;
  autoFocus?: boolean;
}) {
  const t = useTexts('signIn');
  const { value, onChange, trouble } = props;
  const refused = props.error instanceof ApiError ? props.error.fields.password : undefined;
  const known = PROBLEMS.find((problem) => problem === refused);
  const first =
    trouble === 'too_short' ? t('newPassword.too_short') : known ? t(`newPassword.${known}`) : refused;
  return (
    <>
      <PasswordInput
        label={t('newPassword.label')}
        description={t('newPassword.hint')}
        autoComplete="new-password"
        required
        withAsterisk={false}
        size="md"
        autoFocus={props.autoFocus}
        value={value.password}
        error={first}
        onChange={(event) => onChange({ ...value, password: event.currentTarget.value })}
      />
      <PasswordInput
        label={t('newPassword.again')}
        autoComplete="new-password"
        required
        withAsterisk={false}
        size="md"
        value={value.again}
        error={trouble === 'differ' ? t('newPassword.differ') : undefined}
        onChange={(event) => onChange({ ...value, again: event.currentTarget.value })}
      />
    </>
  );
}
