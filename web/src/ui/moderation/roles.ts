import type { MemberRole } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { el } from '../dom.ts'

export const roleName = (role: MemberRole): string =>
  role === 'owner' ? words.details.owner : words.moderation[role]

/** Null for members, whom most people are. */
export const roleTag = (role: MemberRole): Element | null =>
  role === 'member' ? null : el('span', { class: 'tag' }, roleName(role))
