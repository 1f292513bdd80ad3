import { Trans, useLingui } from '@lingui/react/macro';
import { List, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, body } from '@/shared/api';
import { required } from '@/shared/lib/checks';
import {
  BlockSkeleton,
  CopyField,
  Dialog,
  ErrorState,
  FormActions,
  FormError,
  useApiForm,
} from '@/shared/ui';
import classes from './TotpDialog.module.css';

interface TotpDialogProps {
  onDone: (recoveryCodes: string[]) => void;
  onClose: () => void;
}

/** Scan, type the first code, done. */
export function TotpDialog({ onDone, onClose }: TotpDialogProps) {
  const { t } = useLingui();
  const setup = useQuery({
    // Not below ['me']: that is refetched when the set-up is done, and this would fail then.
    queryKey: ['totp-setup'],
    queryFn: () => body(api.POST('/api/me/totp')),
    // A new secret each time the dialog opens, none while it is open.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    retry: false,
  });
  const form = useApiForm({
    initialValues: { code: '' },
    validate: { code: required },
    fieldOfCode: { wrong_code: 'code' },
    send: async ({ code }) => {
      const answer = await body(api.POST('/api/me/totp/confirm', { body: { code: code.trim() } }));
      onDone(answer.recovery_codes);
    },
  });
  return (
    <Dialog onClose={onClose} title={<Trans>Set up two-step sign-in</Trans>}>
      {setup.isPending && <BlockSkeleton height={260} />}
      {setup.isError && <ErrorState error={setup.error} onRetry={setup.refetch} compact />}
      {setup.isSuccess && (
        <form onSubmit={form.submit} noValidate className="stack">
          <FormError problem={form.problem} />
          <List type="ordered" spacing="md" classNames={{ itemWrapper: classes.step }}>
            <List.Item>
              <Trans>Scan this with your authenticator app.</Trans>
              <img
                className={classes.qr}
                src={`data:image/svg+xml;utf8,${encodeURIComponent(setup.data.qr_svg)}`}
                alt={t`QR code; the key below says the same`}
              />
              <Text size="sm" c="dimmed" mb={6}>
                <Trans>Cannot scan? Type this key instead:</Trans>
              </Text>
              <CopyField value={setup.data.secret} label={t`Copy the key`} />
            </List.Item>
            <List.Item>
              <TextInput
                label={t`Type the code that the app shows`}
                inputMode="numeric"
                autoComplete="one-time-code"
                data-autofocus
                {...form.getInputProps('code')}
              />
            </List.Item>
          </List>
          <FormActions onCancel={onClose} pending={form.pending}>
            <Trans>Turn on</Trans>
          </FormActions>
        </form>
      )}
    </Dialog>
  );
}
