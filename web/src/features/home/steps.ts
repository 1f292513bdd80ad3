import { useLingui } from '@lingui/react/macro';
import type { LinkProps } from '@tanstack/react-router';
import { useMe, useMembers, useRole } from '@/features/accounts';
import type { Setup } from './api';

export interface Step {
  key: string;
  title: string;
  words: string;
  action: string;
  to: LinkProps['to'];
  /** Opens the form for a new one there. */
  search?: { new: true };
  done: boolean;
}

/** The first steps that work in this version. What the server does not report as done comes from what is known here. */
export function useSteps(setup: Setup): Step[] {
  const { t } = useLingui();
  const { user } = useMe();
  const members = useMembers();
  const isAdmin = useRole('admin');
  const mayImport = useRole('manager');
  const mayEdit = useRole('member');
  const isDone = (key: string) => setup.steps.find((step) => step.key === key)?.done ?? false;
  const steps: (Step & { shown: boolean })[] = [
    {
      key: 'import_contacts',
      title: t`Bring your contacts`,
      words: t`From a file of the program that you used so far, or one by one.`,
      action: mayImport ? t`Import contacts` : t`Add a contact`,
      to: mayImport ? '/imports/new' : '/contacts',
      search: mayImport ? undefined : { new: true },
      done: isDone('import_contacts'),
      shown: true,
    },
    {
      key: 'first_segment',
      title: t`Group your people`,
      words: t`A segment finds everybody you mean, such as customers you have not spoken to for a month, and keeps itself right.`,
      action: t`Make a segment`,
      to: '/segments/new',
      done: isDone('first_segment'),
      shown: mayEdit,
    },
    {
      key: 'first_campaign',
      title: t`Write to them`,
      words: t`A campaign brings one mail to many people, each in their own words. You see who gets it before anything leaves.`,
      action: t`Write a campaign`,
      to: '/campaigns',
      search: { new: true },
      done: isDone('first_campaign'),
      shown: mayEdit,
    },
    {
      key: 'invite_team',
      title: t`Invite your team`,
      words: t`Give everybody the role that fits, from just looking to running the place.`,
      action: t`Invite people`,
      to: '/settings/members',
      done: members.length > 1,
      shown: isAdmin,
    },
    {
      key: 'two_factor',
      title: t`Protect your account`,
      words: t`A second step at sign-in keeps your customers' data safe if a password leaks.`,
      action: t`Set up`,
      to: '/settings/security',
      done: user.two_factor,
      shown: true,
    },
  ];
  return steps.filter((step) => step.shown);
}

/** What later versions bring, in the order in which one sets it up. */
export function useComing(): string[] {
  const { t } = useLingui();
  return [t`Booking page`, t`Funnel`];
}
