import { words } from '../i18n/index.ts'
import type { Notice } from '../state/notices.ts'
import type { Client } from './client.ts'
import { failureText } from './format/failure.ts'

/** What happened without being asked for is shown once. */
export function showNotices(client: Client, notices: readonly Notice[]): void {
  for (const notice of notices) {
    const text = noticeText(notice)
    if (text) client.toasts.show(text)
    leaveIfGone(client, notice)
  }
  // Afterwards, because dismissing changes the list that is being shown.
  queueMicrotask(() => notices.forEach((notice) => client.actions.notices.dismiss(notice.id)))
}

function noticeText(notice: Notice): string | null {
  switch (notice.kind) {
    case 'session-ended':
      return words.errors.not_signed_in
    case 'removed-from-group':
      return words.notices.removed(notice.name ?? words.list.untitled)
    case 'group-closed':
      return words.notices.closed(notice.name ?? words.list.untitled)
    case 'failed':
      return failureText(notice.failure)
  }
}

function leaveIfGone({ router }: Client, notice: Notice): void {
  const route = router.route.get()
  const gone =
    'conversationId' in notice && route.name === 'conversation' && route.id === notice.conversationId
  if (gone) router.replace({ name: 'home' })
}
