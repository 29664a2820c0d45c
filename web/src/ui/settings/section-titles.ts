import { words } from '../../i18n/index.ts'
import type { SettingsSection } from '../../router.ts'

export const sectionTitles: Record<SettingsSection, string> = {
  profile: words.profile.title,
  privacy: words.privacy.title,
  password: words.settings.password,
  sessions: words.settings.sessions,
  tokens: words.tokens.title,
  activity: words.settings.activity,
  account: words.settings.account,
}
