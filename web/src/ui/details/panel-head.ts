import type { ConversationId } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { conversationRoute, type Router } from '../../router.ts'
import { iconButton } from '../components/button.ts'
import { el } from '../dom.ts'

export function panelHead(router: Router, id: ConversationId, title: string): HTMLElement {
  const close = iconButton('close', words.common.close, () => router.up(conversationRoute(id)))
  return el('header', { class: 'pane-head' }, el('h2', { class: 'header-name', tabindex: -1 }, title), close)
}
