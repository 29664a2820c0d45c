import type { UserId } from '@parley/shared'

import { words } from '../../../i18n/index.ts'
import { pathOf } from '../../../router.ts'
import { cutLine, el, plainClick, sentence, type Child } from '../../dom.ts'
import { beginning } from '../../format/beginning.ts'
import { personName } from '../../format/names.ts'
import { told } from '../../format/told.ts'
import { hue } from '../../people/looks.ts'
import type { QuoteModel } from '../rows/models.ts'
import type { RowContext } from '../rows/row-context.ts'

/** As much of a message as is quoted. */
const quotedMax = 200

export type QuoteContext = Pick<RowContext, 'client' | 'conversationId' | 'kind' | 'viewerId'>

/** Who wrote a message, and how it begins, in one line. */
export function quoteLine(context: QuoteContext, { original }: QuoteModel): Child[] {
  const { quoteBefore, quoteCleared, quoteDeleted, quoteFolded } = words.timeline
  if (original === 'before one reads') return [remark(context.kind === 'group' ? quoteBefore : quoteCleared)]
  if (original === 'folded') return [remark(quoteFolded)]
  if (!original) return [remark('…')]
  const name = el('b', {}, cutLine(nameOf(context, original.senderId)))
  if (original.deletedAt) return [name, ' ', remark(quoteDeleted)]
  return [name, ' ', el('span', {}, cutLine(beginning(told(original), quotedMax)))]
}

/** Over what answers it; leads there. */
export function quoteLink(context: RowContext, quote: QuoteModel, from: number | null): HTMLElement {
  const { original } = quote
  const isGone = original === 'before one reads'
  const who = typeof original === 'object' ? `hue-${hue(original.senderId)}` : ''
  const label = el('span', { class: 'visually-hidden' }, `${words.timeline.inReplyTo} `)
  const line = [label, ...quoteLine(context, quote)]
  if (isGone) return el('div', { class: 'quote' }, ...line)
  const { conversationId: id } = context
  const href = pathOf({ name: 'conversation', id, panel: null, seq: quote.seq })
  const onclick = plainClick(() => context.jump(quote.seq, from))
  return el('a', { class: `quote ${who}`, href, onclick }, ...line)
}

/** Over what somebody else wrote first; null is who does not want to be named. */
export function forwardedLine(context: QuoteContext, userId: UserId | null): HTMLElement {
  if (userId === null) return el('div', { class: 'quote forwarded' }, words.timeline.forwarded)
  const line = sentence(words.timeline.forwardedFrom(nameOf(context, userId)))
  return el('div', { class: `quote forwarded hue-${hue(userId)}` }, el('span', {}, ...line))
}

const remark = (text: string) => el('span', { class: 'quote-told' }, text)

const nameOf = ({ client, viewerId }: QuoteContext, senderId: UserId): string =>
  senderId === viewerId ? words.timeline.you : personName(client.state.person(senderId).get())
