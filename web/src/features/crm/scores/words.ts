import { useLingui } from '@lingui/react/macro';

/**
 * What the qualification looks at, as a topic: it may speak for a person or against them. The keys are those of
 * qualification_features.hpp.
 */
export function useFeatureWords(): Record<string, string> {
  const { t } = useLingui();
  return {
    has_phone: t`Phone number`,
    has_company: t`Company`,
    has_job_title: t`Job title`,
    marketing_consent: t`Agreed to marketing`,
    source_website: t`Came through the website`,
    source_referral: t`Was recommended`,
    source_social_media: t`Came through social media`,
    source_import: t`Was imported`,
    known_for_days: t`How long you know each other`,
    email_open: t`Opened e-mails in 90 days`,
    email_click: t`Clicks in e-mails in 90 days`,
    website_visit: t`Visits to the website in 90 days`,
    form_submission: t`Forms filled in in 90 days`,
    call: t`Calls in 90 days`,
    meeting: t`Meetings and bookings in 90 days`,
    social_engagement: t`Reactions on social media in 90 days`,
    recent: t`What happened in the last 30 days`,
    days_since_last: t`How recently something happened`,
  };
}

// On the log-odds: 0.7 doubles the odds or halves them, 0.25 changes them by a quarter.
const strong = 0.7;
const clear = 0.25;

export function useEffectWords(): (effect: number) => string {
  const { t } = useLingui();
  return (effect) => {
    const size = Math.abs(effect);
    if (size >= strong)
      return effect > 0 ? t`speaks strongly for it` : t`speaks strongly against it`;
    if (size >= clear) return effect > 0 ? t`speaks for it` : t`speaks against it`;
    return effect > 0 ? t`speaks a little for it` : t`speaks a little against it`;
  };
}
