import type { ConversationSummary } from '@parley/shared'
import { may } from '@parley/shared/roles'

import { words } from '../../i18n/late.ts'
import type { MenuItem } from '../components/menu.ts'
import type { Client } from '../client.ts'
import { expiryAction } from '../expiry/expiry-action.ts'
import { bansItem } from '../moderation/bans-dialog.ts'
import { openRights } from '../moderation/rights-dialog.ts'
import { openGroupForm } from './group-form.ts'
import { closeGroup, leaveGroup, linksItem } from './group-actions.ts'

/** What one seldom does with a group, each with what it means. */
export function groupMenu(client: Client, summary: ConversationSummary): (MenuItem | null)[] {
  const { conversation, membership } = summary
  const { id } = conversation
  const { edit: label, leave, leaveHint, close, closeHint } = words.details
  const { role } = membership
  return [
    may(role, 'edit') ? { label, icon: 'pen', run: () => openGroupForm(client, summary) } : null,
    linksItem(client, id, role),
    bansItem(client, id, role),
    expiryAction(client, summary),
    { label: words.moderation.rightsTitle, icon: 'shield', run: () => openRights(role) },
    { label: leave, hint: leaveHint, icon: 'out', run: () => void leaveGroup(client, id) },
    may(role, 'close')
      ? { label: close, hint: closeHint, icon: 'bin', look: 'danger', run: () => void closeGroup(client, id) }
      : null,
  ]
}
