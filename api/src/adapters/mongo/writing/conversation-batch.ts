import type { ConversationId } from '@parley/shared'

import { isSameContent, storedDraft } from '../../../stores/message-rules.ts'
import type { AppendOutcome, Head, MessageDraft } from '../../../stores/message-store.ts'
import {
  documentOf,
  messageOfDocument,
  storedOfDocument,
  type ContentDocument,
  type MessageDocument,
} from '../message-document.ts'
import type { ArrivalIds } from './arrival-ids.ts'
import type { HeadMove } from './listed-heads.ts'

export interface ArrivingDocument extends MessageDocument {
  readonly arrival: string
}

type OnOutcome = (at: number, outcome: AppendOutcome) => void

interface Waiting {
  readonly at: number
  readonly draft: MessageDraft
}

/** The drafts of one conversation in one batch that have no outcome yet, in their order. */
export class ConversationBatch {
  readonly conversationId: ConversationId
  readonly #onOutcome: OnOutcome
  #waiting: Waiting[] = []
  #latest: ContentDocument | null = null
  #rev = 0

  constructor(conversationId: ConversationId, onOutcome: OnOutcome) {
    this.conversationId = conversationId
    this.#onOutcome = onOutcome
  }

  add(waiting: Waiting): void {
    this.#waiting.push(waiting)
  }

  get isDone(): boolean {
    return this.#waiting.length === 0
  }

  get drafts(): MessageDraft[] {
    return this.#waiting.map(({ draft }) => draft)
  }

  /** Whether there is one whose author has to be a member. */
  get isOfMembers(): boolean {
    return this.#waiting.some(({ draft }) => draft.memberAtSeq !== undefined)
  }

  /** What is to be inserted when these are the last numbers that exist. */
  numbered({ seq, rev }: Head, ids: ArrivalIds): ArrivingDocument[] {
    return this.drafts.map((draft, at) => ({
      ...documentOf(storedDraft(draft, { seq: seq + at + 1, rev: rev + at + 1 })),
      arrival: ids.next(),
    }))
  }

  /** The first ones of those that wait are stored as these documents. */
  stored(documents: readonly MessageDocument[]): void {
    const settled = this.#waiting.splice(0, documents.length)
    for (const [place, document] of documents.entries()) {
      const waiting = settled[place]
      if (waiting) this.#onOutcome(waiting.at, { kind: 'stored', message: messageOfDocument(document) })
      this.#note(document)
    }
  }

  /** Answers those that were stored before, wherever they stand: they take no number. False when there are none. */
  storedBefore(find: (draft: MessageDraft) => ContentDocument | undefined): boolean {
    const before = this.#waiting.length
    this.#waiting = this.#waiting.filter(({ at, draft }) => {
      const document = find(draft)
      if (!document) return true
      const { seq, createdAt } = document
      const isSame = isSameContent(storedOfDocument(document), draft)
      this.#onOutcome(at, isSame ? { kind: 'repeated', seq, createdAt } : { kind: 'conflict' })
      this.#note(document)
      return false
    })
    return this.#waiting.length < before
  }

  refuse(departedAt: (draft: MessageDraft) => number | null): void {
    this.#waiting = this.#waiting.filter(({ at, draft }) => {
      const seq = departedAt(draft)
      if (seq !== null) this.#onOutcome(at, { kind: 'departed', seq })
      return seq === null
    })
  }

  /** How far the head has to move for what was answered; null when nothing was. */
  get headMove(): HeadMove | null {
    return this.#latest && { document: this.#latest, rev: this.#rev }
  }

  #note(document: ContentDocument): void {
    if (this.#latest === null || document.seq >= this.#latest.seq) this.#latest = document
    this.#rev = Math.max(this.#rev, document.rev)
  }
}

export function byConversation(
  drafts: readonly MessageDraft[],
  onOutcome: OnOutcome,
): Map<ConversationId, ConversationBatch> {
  const batches = new Map<ConversationId, ConversationBatch>()
  for (const [at, draft] of drafts.entries()) {
    const batch = batches.get(draft.conversationId) ?? new ConversationBatch(draft.conversationId, onOutcome)
    batches.set(draft.conversationId, batch)
    batch.add({ at, draft })
  }
  return batches
}
