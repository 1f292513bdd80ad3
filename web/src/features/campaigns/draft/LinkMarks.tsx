import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Collapse, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import classes from '../campaigns.module.css';
import type { MailValues } from './mailValues';

type Marks = Pick<MailValues, 'utm_source' | 'utm_medium' | 'utm_campaign'>;

interface LinkMarksProps {
  values: Marks;
  onChange: (changed: Partial<Marks>) => void;
}

/** utm_*: how the statistics of one's own website tell who came from this mail. */
export function LinkMarks({ values, onChange }: LinkMarksProps) {
  const { t } = useLingui();
  const isUsed = values.utm_source + values.utm_medium + values.utm_campaign !== '';
  const [opened, { toggle }] = useDisclosure(isUsed);
  const Chevron = opened ? IconChevronUp : IconChevronDown;
  const input = (field: keyof Marks, label: string, placeholder: string) => (
    <TextInput
      label={label}
      description={field}
      placeholder={placeholder}
      maxLength={100}
      value={values[field]}
      onChange={(event) => onChange({ [field]: event.currentTarget.value })}
    />
  );
  return (
    <>
      <Button
        variant="subtle"
        size="sm"
        px={6}
        mt="sm"
        aria-expanded={opened}
        rightSection={<Chevron size={16} aria-hidden />}
        onClick={toggle}
      >
        <Trans>Mark links for the statistics of your website</Trans>
      </Button>
      <Collapse expanded={opened}>
        <div className={classes.delivery}>
          {input('utm_source', t`Where they come from`, 'newsletter')}
          {input('utm_medium', t`By which way`, 'email')}
          {input('utm_campaign', t`Because of what`, t`spring_offer`)}
        </div>
      </Collapse>
    </>
  );
}
