import { Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorState, ListSkeleton } from '@/shared/ui';
import { type Campaign, type CampaignMessage, messagesQuery } from '../api';
import classes from '../campaigns.module.css';
import { contentOf, mailValuesOf } from '../draft/mailValues';
import { LookAt, useMailPreview, type View } from '../editor/Preview';

/** What a campaign says, as any of its people gets it. */
export function Messages({ campaign }: { campaign: Campaign }) {
  const { data, error, refetch } = useQuery(messagesQuery(campaign.id));
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  if (!data) return <ListSkeleton />;
  const messages = data.items.filter(({ is_active }) => is_active);
  return messages.map((message) => (
    <section key={message.id} className={classes.message} aria-label={message.message_name}>
      {messages.length > 1 && (
        <Title order={2} size="h3" mb="sm">
          {message.message_name}
        </Title>
      )}
      <Mail message={message} />
    </section>
  ));
}

function Mail({ message }: { message: CampaignMessage }) {
  const [view, setView] = useState<View>('desk');
  const [contactId, setContactId] = useState<string>();
  const preview = useMailPreview(contentOf(mailValuesOf(message), message), true, contactId);
  return (
    <LookAt
      view={view}
      onView={setView}
      contactId={contactId}
      onContact={setContactId}
      preview={preview}
    />
  );
}
