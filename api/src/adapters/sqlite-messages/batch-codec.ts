import type {
  ClientId,
  ConversationId,
  MessageParts,
  MessageSource,
  SystemEvent,
  UserId,
} from '@parley/shared'

import type {
  ExpiryChange,
  MessageChange,
  PinChange,
  ReactionChange,
  ReactionClearing,
  StateClearing,
  TextChange,
} from '../../stores/changes/message-change.ts'
import type { MessageDraft } from '../../stores/message-store.ts'
import type { Appended } from './message-table.ts'

/*
 * What is written, as one text: on its way to the message thread, where a text is handed over several times
 * faster than the objects it stands for, and in the journal. A program reads what the one before it has
 * left there, so another form takes another kind of entry.
 */

/** conversation, sender, clientId, text, system, created in milliseconds since 1970, parts where there are some, and a source */
type DraftRow = readonly [
  ...[ConversationId, UserId, ClientId, string, SystemEvent | null, number],
  parts?: MessageParts,
  forward?: MessageSource,
]
/**
 * conversation, seq, sender, text, time in milliseconds since 1970, and what changes where that is not the text, or what
 * else is to be known of an edit
 */
type ChangeRow = readonly [
  ...[ConversationId, number, UserId, string | null, number],
  other?: OtherChange | TextTerms,
]
type OtherChange =
  | Pick<ReactionChange, 'reaction'>
  | Pick<ReactionClearing, 'clearsReactions'>
  | Pick<StateClearing, 'clearsStates'>
  | Pick<PinChange, 'pin'>
  | Pick<ExpiryChange, 'expiry'>
type TextTerms = Pick<TextChange, 'baseEditedAt' | 'isModerator' | 'mentions'>

export const textOfDrafts = (drafts: readonly MessageDraft[]): string =>
  JSON.stringify(
    drafts.map(
      ({ conversationId, senderId, clientId, text, parts, forward, system, createdAt }): DraftRow => {
        const row = [conversationId, senderId, clientId, text, system, createdAt.getTime()] as const
        if (!parts) return row
        return forward ? [...row, parts, forward] : [...row, parts]
      },
    ),
  )

export const draftsOfText = (content: string): MessageDraft[] =>
  (JSON.parse(content) as DraftRow[]).map(
    ([conversationId, senderId, clientId, text, system, createdAtMs, parts, forward]): MessageDraft => {
      const draft = { conversationId, senderId, clientId, text, system, createdAt: new Date(createdAtMs) }
      return { ...draft, ...(parts && { parts }), ...(forward && { forward }) }
    },
  )

export const textOfChanges = (changes: readonly MessageChange[]): string =>
  JSON.stringify(
    changes.map(({ conversationId, seq, senderId, at, ...what }): ChangeRow => {
      const row = [conversationId, seq, senderId, 'text' in what ? what.text : '', at.getTime()] as const
      if (!('text' in what)) return [...row, what]
      const { text: _, ...terms } = what
      return Object.keys(terms).length > 0 ? [...row, terms] : row
    }),
  )

export const changesOfText = (content: string): MessageChange[] =>
  (JSON.parse(content) as ChangeRow[]).map((row): MessageChange => {
    const [conversationId, seq, senderId, text, atMs, other] = row
    const change = { conversationId, seq, senderId, at: new Date(atMs) }
    return other && !isOfText(other) ? { ...change, ...other } : { ...change, text, ...other }
  })

const isOfText = (other: OtherChange | TextTerms): other is TextTerms =>
  'baseEditedAt' in other || 'isModerator' in other || 'mentions' in other

/*
 * What became of drafts, in their order: four numbers each, which are copied to the main thread as they lie in
 * memory. To transfer them instead costs more than the copy, however many there are.
 */

const kinds = ['stored', 'repeated', 'conflict'] as const satisfies Appended['kind'][]
const numbersEach = 4

export const numbersOfAppended = (appended: readonly Appended[]): Float64Array =>
  Float64Array.from(appended.flatMap((one) => [kinds.indexOf(one.kind), one.seq, one.rev, one.createdAtMs]))

/** Undefined where there are not that many. */
export function appendedAt(numbers: Float64Array, at: number): Appended | undefined {
  const [kindAt = -1, seq = 0, rev = 0, createdAtMs = 0] = numbers.subarray(at * numbersEach)
  const kind = kinds[kindAt]
  return kind && { kind, seq, rev, createdAtMs }
}
