import { Trans, useLingui } from '@lingui/react/macro';
import { Autocomplete, SegmentedControl, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api';
import { required } from '@/shared/lib/checks';
import { Dialog, FormActions, FormError, toast, useApiForm } from '@/shared/ui';
import { useChannelWords } from './words';

/** Channels whose addresses people know; push tokens are put on the list by programs. */
const channels = ['email', 'sms'] as const;
type Channel = (typeof channels)[number];

interface AddSuppressionProps {
  /** Of one person, to choose from; without them any address is typed. */
  addresses?: Record<Channel, string[]>;
  onClose: () => void;
}

/** Puts an address on the list of those that are not written to. */
export function AddSuppression({ addresses, onClose }: AddSuppressionProps) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const words = useChannelWords();
  const usual = (channel: Channel) => addresses?.[channel][0] ?? '';
  const first = addresses && addresses.email.length === 0 ? 'sms' : 'email';
  const form = useApiForm({
    initialValues: { channel: first as Channel, address: usual(first), topic: '' },
    validate: { address: required },
    send: async ({ channel, address, topic }) => {
      await api.POST('/api/crm/suppressions', {
        body: { channel, address: address.trim(), topic: topic.trim() },
      });
      await queryClient.invalidateQueries({ queryKey: ['suppressions'] });
      toast.success(t`On the list`);
      onClose();
    },
  });
  const { channel } = form.values;
  return (
    <Dialog onClose={onClose} title={t`Do not write to`}>
      <form onSubmit={form.submit} noValidate className="stack">
        <FormError problem={form.problem} />
        <SegmentedControl
          fullWidth
          aria-label={t`How`}
          data={channels.map((value) => ({ value, label: words[value] }))}
          value={channel}
          onChange={(next) =>
            form.setValues({ channel: next as Channel, address: usual(next as Channel) })
          }
        />
        <Autocomplete
          data-autofocus
          label={channel === 'email' ? t`E-mail address` : t`Phone number`}
          type={channel === 'email' ? 'email' : 'tel'}
          maxLength={254}
          data={addresses?.[channel] ?? []}
          {...form.getInputProps('address')}
        />
        <TextInput
          label={t`About what`}
          placeholder={t`Everything`}
          description={t`Leave it empty for everything, or name one topic, such as newsletter.`}
          maxLength={100}
          {...form.getInputProps('topic')}
        />
        <FormActions onCancel={onClose} pending={form.pending}>
          <Trans>Put on the list</Trans>
        </FormActions>
      </form>
    </Dialog>
  );
}
