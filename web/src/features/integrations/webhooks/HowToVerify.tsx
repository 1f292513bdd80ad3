import { Trans, useLingui } from '@lingui/react/macro';
import { Anchor, Code, Text } from '@mantine/core';
import { CodeBlock, Section } from '@/shared/ui';
import { example } from './verification';

/** For whoever writes the receiver. */
export function HowToVerify() {
  const { t } = useLingui();
  return (
    <Section
      title={t`How the receiver knows that it is us`}
      description={
        <Trans>
          Anybody who knows the address can send something there. So each message is signed with the
          webhook’s secret, as{' '}
          <Anchor href="https://www.standardwebhooks.com" target="_blank" underline="always">
            Standard Webhooks
          </Anchor>{' '}
          say; there are libraries for most languages. Pass this on to whoever writes the receiver.
        </Trans>
      }
    >
      <CodeBlock code={example} label={t`Copy the example`} />
      <Text size="sm" c="dimmed" mt="sm">
        <Trans>
          Answer with a status of 2xx within 15 seconds. Otherwise we try again, up to nine times
          within a day; <Code>webhook-id</Code> stays the same, so that a message that comes twice
          can be told. After three days of failures the webhook is switched off and admins are told.
        </Trans>
      </Text>
    </Section>
  );
}
