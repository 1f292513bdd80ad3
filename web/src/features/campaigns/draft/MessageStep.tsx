import { useLingui } from '@lingui/react/macro';
import { Group } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useRole } from '@/features/accounts';
import { required } from '@/shared/lib/checks';
import { ErrorState, ListSkeleton, toast, useApiForm, useFocusOnStep } from '@/shared/ui';
import { attachedFilesQuery, type Campaign, type CampaignMessage } from '../api';
import classes from '../campaigns.module.css';
import { KeepTemplate } from '../templates/KeepTemplate';
import { Attachments } from './Attachments';
import { ChooseStart } from './ChooseStart';
import { Delivery } from './Delivery';
import { keptMail } from './keptMail';
import { MailForm } from './MailForm';
import { contentOf, isWritten, type MailKind, type MailValues, mailValuesOf } from './mailValues';
import { Conflict, SavingNotice } from './SavingNotice';
import { useMailSaving } from './useMailSaving';

interface StepProps {
  campaign: Campaign;
  message: CampaignMessage | undefined;
  onNext: () => void;
}

/** The mail, once it is known which files go along. */
export function MessageStep(props: StepProps) {
  const { campaign, message } = props;
  const [shown, setShown] = useState({ turn: 0, message });
  const files = useQuery(attachedFilesQuery(campaign.id, shown.message));
  if (files.isError) return <ErrorState error={files.error} onRetry={files.refetch} />;
  if (!files.data) return <ListSkeleton rows={4} />;
  const initial = mailValuesOf(shown.message, files.data);
  return (
    <WriteMail
      key={shown.turn}
      {...props}
      message={shown.message}
      initial={shown.turn === 0 ? withKept(campaign.id, shown.message, initial) : initial}
      stored={initial}
      onTheirs={(theirs) => setShown({ turn: shown.turn + 1, message: theirs })}
    />
  );
}

/** What was written here and did not reach the server, unless somebody else has changed the mail since. */
function withKept(id: string, message: CampaignMessage | undefined, values: MailValues) {
  const kept = keptMail(id);
  const isUpon = kept && kept.version === (message?.version ?? null);
  return isUpon ? { ...values, ...kept.values } : values;
}

interface WriteMailProps extends StepProps {
  initial: MailValues;
  /** What the server has. */
  stored: MailValues;
  onTheirs: (message: CampaignMessage | undefined) => void;
}

/** Made of blocks, a plain text like a letter, or HTML of one's own. */
function WriteMail({ campaign, message, initial, stored, onTheirs, onNext }: WriteMailProps) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const mayEdit = useRole('member');
  const [chosen, setChosen] = useState(message !== undefined || initial !== stored);
  const requiredOf = (one: MailKind) => (text: string, of: { kind: MailKind }) =>
    of.kind === one ? required(text) : null;
  const form = useApiForm<MailValues>({
    initialValues: initial,
    validate: {
      subject_line: required,
      message_content: requiredOf('text'),
      html_content: requiredOf('html'),
    },
    send: async (values) => {
      await saving.save(values);
      await queryClient.invalidateQueries({ queryKey: ['campaigns'] });
      onNext();
    },
  });
  const { values } = form;
  const saving = useMailSaving(campaign, message, values, stored, mayEdit);
  const place = useFocusOnStep(chosen ? 'write' : 'choose');
  const takeTheirs = async () => onTheirs(await saving.takeTheirs());
  if (!chosen)
    return (
      <div ref={place}>
        <ChooseStart
          onTemplate={({ subject, preheader, document, language = '' }) => {
            form.setValues({
              subject_line: subject,
              preheader,
              document,
              language,
              kind: 'blocks',
            });
            setChosen(true);
          }}
          onKind={(kind) => {
            form.setValues(kind === values.kind ? {} : { kind, message_content: '' });
            setChosen(true);
          }}
        />
      </div>
    );
  return (
    <div ref={place}>
      {saving.state === 'conflict' && (
        <Conflict
          onMine={() => void saving.keepMine().catch(toast.error)}
          onTheirs={() => void takeTheirs().catch(toast.error)}
        />
      )}
      <Delivery
        values={values}
        onChange={(next) => form.setValues(next)}
        draft={isWritten(values) ? contentOf(values, message) : undefined}
        actions={
          <Group gap="xs">
            <SavingNotice state={saving.state} />
            {values.kind === 'blocks' && values.document.blocks.length > 0 && (
              <KeepTemplate
                label={t`Keep as a template`}
                icon={<IconTemplate size={16} aria-hidden />}
                name={campaign.name}
                content={{
                  subject: values.subject_line,
                  preheader: values.preheader,
                  document: values.document,
                }}
              />
            )}
          </Group>
        }
      />
      <div className={classes.letter}>
        <MailForm
          form={form}
          campaignType={campaign.campaign_type}
          onChooseAgain={() => setChosen(false)}
          attachments={
            <Attachments
              files={values.files}
              onChange={(files) => form.setFieldValue('files', files)}
              error={saving.error}
            />
          }
        />
      </div>
    </div>
  );
}
