import type { Me } from '@parley/shared'

import type { SettingsSection } from '../../router.ts'
import type { Client } from '../client.ts'
import type { Component } from '../component.ts'
import { accountSection } from './account-section.ts'
import { ActivitySection } from './activity-section.ts'
import { appearanceSection } from './appearance-section.ts'
import { NotificationsSection } from './notifications-section.ts'
import { passwordSection } from './password-section.ts'
import { PrivacySection } from './privacy-section.ts'
import { ProfileSection } from './profile-section.ts'
import { SessionsSection } from './sessions-section.ts'
import type { Unsaved } from './unsaved.ts'
import { TokensSection } from './tokens/tokens-section.ts'

/** What stands under the title of a section. */
export function sectionContent(
  client: Client,
  section: SettingsSection,
  me: Me,
  unsaved: Unsaved,
): HTMLElement | Component {
  switch (section) {
    case 'profile':
      return new ProfileSection(client, me, unsaved)
    case 'appearance':
      return appearanceSection(client)
    case 'notifications':
      return new NotificationsSection()
    case 'privacy':
      return new PrivacySection(client, me, unsaved)
    case 'password':
      return passwordSection(client, me)
    case 'sessions':
      return new SessionsSection(client)
    case 'tokens':
      return new TokensSection(client)
    case 'activity':
      return new ActivitySection(client)
    case 'account':
      return accountSection(client)
  }
}
