import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Group, NumberInput, Select, Text } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatShare } from '@/shared/lib/numbers';
import classes from '../campaigns.module.css';
import type { Sender } from '../senders/api';
import type { WeightedSender } from './mailValues';

interface SenderChoiceProps {
  senders: Sender[];
  /** The only one; of several the first. */
  chosen: Sender | undefined;
  /** More than one share the people. */
  shared: WeightedSender[];
  onChange: (changed: { sender_id?: string; senders?: WeightedSender[] }) => void;
}

const mostWeight = 100;

/** One sender, or several that share the people. */
export function SenderChoice({ senders, chosen, shared, onChange }: SenderChoiceProps) {
  const { t } = useLingui();
  const options = senders.map(({ id, name, email }) => ({
    value: id,
    label: `${name} · ${email}`,
  }));
  const next = senders.find(({ id }) =>
    shared.length > 0 ? !shared.some(({ sender_id }) => sender_id === id) : id !== chosen?.id,
  );
  const share = () => {
    if (!chosen || !next) return;
    const first = { sender_id: chosen.id, weight: 1 };
    const before = shared.length > 0 ? shared : [first];
    onChange({ senders: [...before, { sender_id: next.id, weight: 1 }] });
  };
  if (shared.length === 0)
    return (
      <div>
        <Select
          label={t`Sender`}
          allowDeselect={false}
          data={options}
          value={chosen?.id ?? null}
          onChange={(id) => onChange({ sender_id: id ?? '' })}
        />
        {next && (
          <Button variant="subtle" size="compact-sm" mt={4} onClick={share}>
            <Trans>Share the mails among several senders</Trans>
          </Button>
        )}
      </div>
    );
  const put = (index: number, changed: Partial<WeightedSender>) =>
    onChange({ senders: shared.map((one, at) => (at === index ? { ...one, ...changed } : one)) });
  const remove = (index: number) => {
    const left = shared.filter((_, at) => at !== index);
    const [only] = left;
    // With one left there is nothing to share.
    onChange(
      left.length === 1 && only ? { sender_id: only.sender_id, senders: [] } : { senders: left },
    );
  };
  return (
    <SharedSenders
      senders={senders}
      shared={shared}
      onPut={put}
      onRemove={remove}
      onAdd={next && share}
    />
  );
}

interface SharedSendersProps {
  senders: Sender[];
  shared: WeightedSender[];
  onPut: (index: number, changed: Partial<WeightedSender>) => void;
  onRemove: (index: number) => void;
  onAdd: (() => void) | undefined;
}

function SharedSenders({ senders, shared, onPut, onRemove, onAdd }: SharedSendersProps) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const all = shared.reduce((sum, { weight }) => sum + weight, 0);
  const isFree = (id: string, index: number) =>
    !shared.some(({ sender_id }, at) => sender_id === id && at !== index);
  return (
    <fieldset className={classes.senders}>
      <legend>
        <Plural value={shared.length} one="# sender" other="# senders share the mails" />
      </legend>
      {shared.map(({ sender_id, weight }, index) => {
        const number = index + 1;
        const part = formatShare(weight / all, locale);
        return (
          <Group key={sender_id} gap="xs" align="end">
            <Select
              className={classes.senderOfShare}
              aria-label={t`Sender ${number}`}
              allowDeselect={false}
              data={senders
                .filter(({ id }) => isFree(id, index))
                .map(({ id, name, email }) => ({ value: id, label: `${name} · ${email}` }))}
              value={sender_id}
              onChange={(id) => id && onPut(index, { sender_id: id })}
            />
            <NumberInput
              aria-label={t`Part of sender ${number}`}
              w={76}
              min={1}
              max={mostWeight}
              allowDecimal={false}
              clampBehavior="strict"
              value={weight}
              onChange={(value) => typeof value === 'number' && onPut(index, { weight: value })}
            />
            <Text span size="sm" c="dimmed" w={48} lh="36px">
              {part}
            </Text>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={t`Remove sender ${number}`}
              onClick={() => onRemove(index)}
            >
              <IconX size={16} />
            </ActionIcon>
          </Group>
        );
      })}
      <Text size="sm" c="dimmed">
        <Trans>
          Whoever gets several mails gets all from one of them. When one has sent what it may in a
          day, the others go on.
        </Trans>
      </Text>
      {onAdd && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={onAdd}
          mr="auto"
        >
          <Trans>Another sender</Trans>
        </Button>
      )}
    </fieldset>
  );
}
