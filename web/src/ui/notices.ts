import { words } from '../i18n/index.ts'
import type { Notice } from '../state/notices.ts'
import type { Client } from './client.ts'
import { refusedAs } from '../state/result.ts'

/** What happened without being asked for is shown once. */
export function showNotices(client: Client, notices: readonly Notice[]): void {
  for (const notice of notices) {
    tell(client, notice)
    leaveIfGone(client, notice)
  }
  // Afterwards, because dismissing changes the list that is being shown.
  queueMicrotask(() => notices.forEach((notice) => client.actions.notices.dismiss(notice.id)))
}

function tell({ toasts }: Client, notice: Notice): void {
  switch (notice.kind) {
    case 'session-ended':
      return toasts.failure(refusedAs('not_signed_in'))
    case 'removed-from-group':
      return toasts.show(words.notices.removed(notice.name ?? words.list.untitled))
    case 'group-closed':
      return toasts.show(words.notices.closed(notice.name ?? words.list.untitled))
    case 'not-for-all':
      return toasts.show(words.notices.notForAll)
    case 'failed':
      return toasts.failure(notice.failure)
  }
}

/** Unless something was typed there, which then stands in its place. */
function leaveIfGone({ router, state }: Client, notice: Notice): void {
  const route = router.route.get()
  const gone =
    'conversationId' in notice && route.name === 'conversation' && route.id === notice.conversationId
  if (gone && !state.drafts.get().has(route.id)) router.replace({ name: 'home' })
}
