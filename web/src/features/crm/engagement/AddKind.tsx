import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { EngagementWeight } from './api';
import classes from './engagement.module.css';
import { kindNamed, mostWeights } from './weights';

interface Props {
  weights: EngagementWeight[];
  onAdd: (interactionType: string) => void;
}

/** For what other programs record under a name of their own. */
export function AddKind({ weights, onAdd }: Props) {
  const { t } = useLingui();
  const [words, setWords] = useState('');
  const name = kindNamed(words);
  const known = weights.some(({ interaction_type }) => interaction_type === name);
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (!name || known) return;
    onAdd(name);
    setWords('');
  };
  if (weights.length >= mostWeights) return null;
  return (
    <form className={classes.add} onSubmit={add} noValidate>
      <TextInput
        label={t`Something of your own`}
        description={t`What another program records for you, such as “house visit”.`}
        value={words}
        maxLength={100}
        error={known && t`This one is in the list already.`}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Button
        type="submit"
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden />}
        disabled={!name || known}
      >
        <Trans>Add</Trans>
      </Button>
    </form>
  );
}
