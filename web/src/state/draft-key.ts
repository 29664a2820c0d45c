import type { ConversationId, Message } from '@parley/shared'

/** What is typed: a new message of a conversation, or a change of one of its messages as it was when that began. */
export type DraftKey = ConversationId | EditKey | AsideKey
export type EditKey = `${string}.${number}.${number}`
/** Which message the new one is to answer. */
export type ReplyKey = `reply:${ConversationId}`
/** What is kept for the sake of a draft: what the server has of it, what another device offers, how many files it has there. */
export type AsideKey = ReplyKey | `${'synced' | 'offer' | 'files'}:${ConversationId}`

export interface EditBegun {
  readonly key: EditKey
  readonly seq: number
  /** As of the message that is edited; null where it was not edited before. */
  readonly baseEditedAt: string | null
}

export function editBegun({ conversationId, seq, editedAt }: Message): EditBegun {
  return { key: `${conversationId}.${seq}.${Date.parse(editedAt ?? '') || 0}`, seq, baseEditedAt: editedAt }
}

export const isEdit = (key: DraftKey): key is EditKey => key.includes('.')

export const isAside = (key: DraftKey): key is AsideKey => key.includes(':')

/** The seq of the message that what is typed there is to answer; null where it answers none. */
export function replyBegun(drafts: ReadonlyMap<DraftKey, string>, id: ConversationId): number | null {
  const kept = drafts.get(`reply:${id}`) ?? ''
  return /^\d+$/.test(kept) ? Number(kept) : null
}

/** What was begun there and not finished; first what was last worked on. */
export function editsBegun(drafts: ReadonlyMap<DraftKey, string>, id: ConversationId): EditBegun[] {
  return [...drafts.keys()].flatMap((key) => (key.startsWith(`${id}.`) ? parsed(key) : [])).reverse()
}

/** What a list shows of it. */
export function draftShown(drafts: ReadonlyMap<DraftKey, string>, id: ConversationId): string | undefined {
  const [edit] = editsBegun(drafts, id)
  return drafts.get(id) ?? (edit && drafts.get(edit.key))
}

function parsed(key: string): EditBegun {
  const [id = '', seq, edited] = key.split('.')
  const [place, ms] = [Number(seq), Number(edited)]
  return {
    key: `${id}.${place}.${ms}`,
    seq: place,
    baseEditedAt: ms === 0 ? null : new Date(ms).toISOString(),
  }
}
