import { words } from '../../i18n/late.ts'
import type { SettingsSection } from '../../router.ts'
import type { IconName } from '../components/icon.ts'

interface Title {
  readonly text: string
  readonly icon: IconName
}

export const sectionTitles: Record<SettingsSection, Title> = {
  profile: { text: words.pages.profile, icon: 'user' },
  appearance: { text: words.appearance.title, icon: 'contrast' },
  notifications: { text: words.notifications.title, icon: 'bell' },
  privacy: { text: words.privacy.title, icon: 'eye' },
  sessions: { text: words.settings.sessions, icon: 'screen' },
  password: { text: words.settings.password, icon: 'key' },
  tokens: { text: words.tokens.title, icon: 'code' },
  activity: { text: words.settings.activity, icon: 'clock' },
  account: { text: words.settings.account, icon: 'bin' },
}
