import type { ConversationSummary, Message } from '@parley/shared'
import { may } from '@parley/shared/roles'

import type { Client } from '../client.ts'
import type { RowContext } from '../timeline/rows/row-context.ts'

export type PinContext = Pick<RowContext, 'client' | 'conversationId' | 'kind' | 'viewerId' | 'jump'>

export const mayPin = (summary: ConversationSummary | null): boolean =>
  summary !== null &&
  summary.membership.canWrite &&
  (summary.conversation.kind !== 'group' || may(summary.membership.role, 'pin'))

export async function setPinned({ actions, toasts }: Client, message: Message, isOn: boolean): Promise<void> {
  const result = await actions.changing.pin(message, isOn)
  if (!result.ok) toasts.failure(result.failure)
}
