import type { ConversationSummary, ExpireAfterSeconds } from '@parley/shared'
import * as limits from '@parley/shared/limits'
import { may } from '@parley/shared/roles'

import { words } from '../../i18n/late.ts'
import { openMenu, type MenuItem } from '../components/menu.ts'
import type { Client } from '../client.ts'
import { daysText } from '../format/days.ts'
import { tell } from '../details/group-actions.ts'

/** Lets what is written from now on disappear after a time. */
export function expiryAction(
  client: Client,
  { conversation, membership }: ConversationSummary,
): MenuItem | null {
  const { expireAfterSeconds: now = null, kind, id } = conversation
  const isOthers = kind === 'group' && !may(membership.role, 'configure')
  if (isOthers || !membership.canWrite) return null
  const { label, never, hint } = words.expiry
  const choose = (after: ExpireAfterSeconds | null): MenuItem => ({
    label: after === null ? never : daysText(after),
    icon: after === now ? 'check' : 'clock',
    run: () => void client.actions.conversations.setExpiry(id, after).then((result) => tell(client, result)),
  })
  const choices = [...limits.expireAfterSeconds, null].map(choose)
  return {
    label,
    icon: 'clock',
    hint: now === null ? hint : words.expiry.after(daysText(now)),
    run: (from) => openMenu(from, label, choices),
  }
}
