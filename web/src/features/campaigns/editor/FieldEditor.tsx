import { Trans, useLingui } from '@lingui/react/macro';
import {
  ActionIcon,
  Button,
  ColorInput,
  Group,
  Input,
  NumberInput,
  SegmentedControl,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { BlockField, MailLink } from './mailDocument';
import { useManifestWords } from './words';

interface FieldEditorProps {
  field: BlockField;
  value: unknown;
  onChange: (value: unknown) => void;
}

/** One field of a block, by its type in the manifest; columns have an editor of their own. */
export function FieldEditor({ field, value, onChange }: FieldEditorProps) {
  const { t } = useLingui();
  const wordsOf = useManifestWords();
  const common = { label: wordsOf(field.label), withAsterisk: field.required, size: 'sm' } as const;
  const text = typeof value === 'string' ? value : String(field.default ?? '');
  switch (field.type) {
    case 'markup':
      return (
        <Textarea
          {...common}
          description={t`**bold**, *italic*, [words](https://…), and a line that begins with “- ” for a list`}
          autosize
          minRows={3}
          maxLength={field.max}
          value={text}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...common}
          min={field.min}
          max={field.max}
          allowDecimal={false}
          value={typeof value === 'number' ? value : Number(field.default)}
          onChange={(next) => typeof next === 'number' && onChange(next)}
        />
      );
    case 'color':
      return <ColorInput {...common} value={text} onChange={onChange} />;
    case 'choice':
      return (
        <Input.Wrapper label={common.label} size="sm">
          <div>
            <SegmentedControl
              aria-label={common.label}
              size="xs"
              data={(field.options ?? []).map((one) => ({ value: one, label: wordsOf(one) }))}
              value={text}
              onChange={onChange}
            />
          </div>
        </Input.Wrapper>
      );
    case 'links':
      return <LinksEditor field={field} links={value as MailLink[]} onChange={onChange} />;
    default:
      return (
        <TextInput
          {...common}
          maxLength={field.max}
          placeholder={field.type === 'url' ? 'https://' : undefined}
          value={text}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      );
  }
}

interface LinksEditorProps {
  field: BlockField;
  links: MailLink[];
  onChange: (links: MailLink[]) => void;
}

function LinksEditor({ field, links, onChange }: LinksEditorProps) {
  const { t } = useLingui();
  const change = (index: number, part: Partial<MailLink>) =>
    onChange(links.map((link, at) => (at === index ? { ...link, ...part } : link)));
  return (
    <Stack gap={6}>
      {links.map((link, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the inputs hold no state of their own
        <Group key={index} gap={6} wrap="nowrap" align="flex-end">
          <TextInput
            size="sm"
            label={t`Name`}
            placeholder="Instagram"
            value={link.label}
            onChange={({ currentTarget }) => change(index, { label: currentTarget.value })}
          />
          <TextInput
            size="sm"
            flex={1}
            label={t`Address`}
            placeholder="https://"
            value={link.url}
            onChange={({ currentTarget }) => change(index, { url: currentTarget.value })}
          />
          <ActionIcon
            size={34}
            aria-label={t`Remove this link`}
            disabled={links.length <= (field.min ?? 1)}
            onClick={() => onChange(links.toSpliced(index, 1))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      {links.length < (field.max ?? 10) && (
        <div>
          <Button
            size="xs"
            variant="subtle"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => onChange([...links, { label: '', url: '' }])}
          >
            <Trans>Add a link</Trans>
          </Button>
        </div>
      )}
    </Stack>
  );
}
