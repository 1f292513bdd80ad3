export {
  applyPreferences,
  atLeast,
  isSignedOut,
  type Me,
  type Membership,
  membersQuery,
  meQuery,
  type Role,
  settleProject,
  useMe,
  useMembers,
  useMembership,
  useRole,
  useSignOut,
  useSwitchProject,
} from './session';
export { NotForYou } from './settings/NotForYou';
export { settingsPages } from './settings/pages';
