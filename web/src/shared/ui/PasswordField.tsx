import { useLingui } from '@lingui/react/macro';
import { PasswordInput, type PasswordInputProps } from '@mantine/core';

/** A password that can be looked at. Says to screen readers that it is wrong, which Mantine's own leaves out. */
export function PasswordField(props: PasswordInputProps) {
  const { t } = useLingui();
  return (
    <PasswordInput
      visibilityToggleButtonProps={{ 'aria-label': t`Show or hide the password` }}
      aria-invalid={props.error ? true : undefined}
      {...props}
    />
  );
}
