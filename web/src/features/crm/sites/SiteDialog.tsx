import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api, ifMatch } from '@/shared/api';
import { required } from '@/shared/lib/checks';
import { Dialog, FormError, useApiForm } from '@/shared/ui';
import { type Site, sitesKey } from './api';

/** Name and domain of a website. `site`: null for a new one. */
export function SiteDialog({ site, onClose }: { site: Site | null; onClose: () => void }) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const form = useApiForm({
    initialValues: { domain: site?.domain ?? '', name: site?.name ?? '' },
    validate: { domain: required },
    send: async ({ domain, name }) => {
      const input = { domain: domain.trim(), name: name.trim() || domain.trim() };
      if (site)
        await api.PATCH('/api/crm/sites/{id}', {
          params: { path: { id: site.id } },
          headers: ifMatch(site.version),
          body: input,
        });
      else await api.POST('/api/crm/sites', { body: input });
      await queryClient.invalidateQueries({ queryKey: sitesKey });
      onClose();
    },
  });
  return (
    <Dialog
      onClose={onClose}
      title={site ? <Trans>Change the site</Trans> : <Trans>Add a site</Trans>}
    >
      <form onSubmit={form.submit} noValidate className="stack">
        <FormError problem={form.problem} />
        <TextInput
          label={t`Domain`}
          description={t`Such as example.com; its subdomains belong to it.`}
          maxLength={253}
          data-autofocus
          {...form.getInputProps('domain')}
        />
        <TextInput
          label={t`Name`}
          description={t`For yourself, such as “Shop”.`}
          maxLength={100}
          {...form.getInputProps('name')}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" loading={form.pending}>
            {site ? <Trans>Save</Trans> : <Trans>Add a site</Trans>}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
