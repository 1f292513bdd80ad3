import { i18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import { ApiError } from '../api/error';

/** What people may do wrong, by the code of the problem, in their language. The rest is for programs. */
export function problemTitle({ problem }: ApiError): string {
  const words: Record<string, string> = {
    already_exists: t`There is an entry like this already`,
    already_in_stage: t`This person is in that stage already`,
    already_invited: t`This person was invited already`,
    already_member: t`This person is a member already`,
    address_refused: t`Nothing may be sent to this address`,
    audience_empty: t`Nobody would get this campaign`,
    budget_spent: t`The budget of this campaign is spent; raise it first`,
    bulk_running: t`This bulk action is still under way`,
    bulk_too_old: t`A bulk action can be undone for 24 hours`,
    bulk_undone: t`This bulk action was undone already`,
    campaign_wrong_status: t`The campaign is not in a state for that`,
    company_exists: t`There is a company of this name already`,
    conflict: t`This does not fit what is stored by now`,
    contact_exists: t`There is a contact with this e-mail address already`,
    contact_merged: t`This contact was merged with another one`,
    contact_suspected_duplicate: t`This looks like somebody you have already`,
    content_not_kept: t`What this person was sent is not kept, or not any more`,
    custom_field_exists: t`There is a field with this key already`,
    do_not_contact: t`This contact is marked “do not contact”`,
    email_taken: t`There is an account with this e-mail address`,
    foreign_domain: t`Only the owner of this domain can publish a key for it`,
    head_too_large: t`These conditions are too long for an address; make them fewer or shorter`,
    import_mapping_exists: t`There is a mapping of this name already`,
    import_wrong_status: t`This import is not in a state for that`,
    invalid_input: t`Some fields need another look`,
    job_ended: t`This job has ended already`,
    job_not_ended: t`Only a job that failed or was cancelled can be tried again`,
    job_waits_already: t`A job that does the same waits already`,
    limit_reached: t`There is no room for more of these`,
    link_not_valid: t`This link was used before or has expired`,
    mail_limit_reached: t`You have written many mails within an hour`,
    merge_conflict: t`The merge cannot be undone as things are now`,
    merge_too_old: t`A merge can be undone for 90 days`,
    merge_undone: t`The merge was undone already`,
    oauth_failed: t`The sign-in was not completed`,
    oauth_not_set_up: t`The operator of the server has not set this sign-in up`,
    owner_stays: t`The owner cannot leave or change role; hand the project over first`,
    passkey_exists: t`This passkey is registered already`,
    passkey_refused: t`This passkey was not accepted`,
    passkeys_unavailable: t`Browsers offer no passkeys at this address; they need https and a name`,
    reference_not_found: t`Something that this refers to does not exist any more`,
    rehearsal_not_current: t`The campaign was changed since it was rehearsed; rehearse it again`,
    rehearsal_under_way: t`A rehearsal of this campaign is under way`,
    request_too_slow: t`The connection was too slow for what was sent`,
    resend_under_way: t`This campaign is being made ready to be sent again`,
    role_above_own: t`You cannot give a role above your own, and ownership is handed over`,
    segment_exists: t`There is a segment of this name already`,
    segment_in_use: t`Something uses this segment`,
    sign_in_as_invited: t`Sign in as the person who was invited`,
    sign_in_expired: t`This sign-in took too long or had too many tries; start again`,
    sign_in_required: t`Sign in first`,
    sign_up_closed: t`This server takes new people by invitation only`,
    storage_full: t`The server has no room left; tell whoever runs it`,
    tag_exists: t`There is a tag of this name already`,
    template_exists: t`There is a template of this name already`,
    too_many_attempts: t`Too many tries; wait a little`,
    too_many_mails: t`Another mail was sent a moment ago; wait a little`,
    topic_exists: t`There is a topic with this key already`,
    topic_in_use: t`A campaign is about this topic`,
    two_factor_off: t`Two-factor sign-in is off`,
    two_factor_on: t`Two-factor sign-in is on already`,
    webhook_disabled: t`This webhook is switched off`,
    wrong_code: t`The code is wrong or was used before`,
    wrong_credentials: t`The e-mail address or the password is wrong`,
  };
  return words[problem.code] ?? problem.title;
}

/** What there is to be said beyond the title. */
export function problemAdvice({ problem }: ApiError): string {
  const [field] = problem.errors ?? [];
  if (i18n.locale === 'en' && problem.detail) return asSentence(problem.detail);
  const details: Record<string, string> = {
    'the contact does not exist any more': t`The contact does not exist any more.`,
    'the contact was merged on; undo that first': t`The contact was merged on; undo that first.`,
    'the contact is in the trash; restore it first': t`The contact is in the trash; restore it first.`,
    'somebody else was merged later; undo that first': t`Somebody else was merged later; undo that first.`,
  };
  if (problem.detail) return details[problem.detail] ?? '';
  return field ? fieldWords(field) : '';
}

/** The first words of each bad field, by the field's path ("emails[0].address"). */
export function fieldErrors(error: unknown): Record<string, string> {
  const words: Record<string, string> = {};
  if (error instanceof ApiError)
    for (const problem of error.problem.errors ?? []) words[problem.field] ??= fieldWords(problem);
  return words;
}

/** The server writes for programs. People get words for the code in their language, with the limit that it names. */
export function fieldWords({ code, message }: { code: string; message: string }): string {
  const limit = /\d[\d.]*/.exec(message)?.[0];
  switch (code) {
    case 'required':
      return t`Must be filled in`;
    case 'too_short':
      return limit ? t`At least ${limit} characters` : t`Must be filled in`;
    case 'too_long':
      return limit ? t`At most ${limit} characters` : t`Too long`;
    case 'too_small':
      return limit ? t`At least ${limit}` : t`Too small`;
    case 'too_large':
      return limit ? t`At most ${limit}` : t`Too large`;
    case 'too_many':
      return limit ? t`At most ${limit} of them` : t`Too many`;
    case 'too_few':
      return limit ? t`At least ${limit} of them` : t`Too few`;
    case 'out_of_range':
      return t`Lies outside of what is possible`;
    case 'bad_format':
    case 'wrong_type':
      return formWords(message);
    case 'not_allowed':
      return orAsTold(t`Cannot be chosen`, message);
    case 'too_common':
      return t`Anybody would try this one first`;
    case 'same_as_email':
      return t`Not the e-mail address, please`;
    case 'wrong_password':
      return t`That is not your password`;
    case 'not_found':
    case 'reference_not_found':
      return t`Does not exist any more`;
    default:
      return asSentence(message);
  }
}

/** What a field must look like, by what the server says of it. */
function formWords(message: string): string {
  const forms: [RegExp, string][] = [
    [/e-?mail address/, t`Must be an e-mail address, such as ann@example.com`],
    [/phone number/, t`Must be a phone number, such as +44 20 7946 0958`],
    [/amount/, t`Must be an amount, such as 45.00`],
    [/web address|https:/, t`Must be a web address, such as https://example.com`],
    [/domain/, t`Must be a domain, such as example.com`],
    [/mail server/, t`Must be the name of a mail server`],
    [/date/, t`Must be a date`],
    [/colou?r/, t`Must be a colour, such as #1a2b3c`],
    [/number/, t`Must be a number`],
    [/one line/, t`Must be one line`],
    [/blank/, t`Must be filled in`],
    [/letters, digits/, t`Must be small letters, digits, - and _`],
  ];
  const found = forms.find(([pattern]) => pattern.test(message))?.[1];
  return found ?? orAsTold(t`Cannot be read like this`, message);
}

/** For what has no words of its own: those who read English are told more, since the server writes it. */
function orAsTold(words: string, message: string): string {
  return i18n.locale === 'en' ? asSentence(message) : words;
}

function asSentence(message: string): string {
  return message.charAt(0).toLocaleUpperCase('en') + message.slice(1);
}
