import { Type, type Static } from 'typebox'

import { ConversationId } from '../../ids.ts'
import * as limits from '../../limits.ts'
import { Instant, multiline, nullable, object, Seq, versionedPage } from '../common.ts'

const DraftVersion = Type.Integer({
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'Of one’s drafts: each change of any of them takes the next one.',
  examples: [7],
})

const replyTo = nullable(Seq, {
  description: 'The message that it is to answer, as one has chosen it; it may be gone by now.',
  examples: [null],
})

const fileCount = Type.Integer({
  minimum: 0,
  maximum: limits.attachmentsMax,
  description: 'How many files were chosen beside it. They stay on the device where they were chosen.',
  examples: [0],
})

export const Draft = object(
  {
    conversationId: ConversationId,
    text: Type.String({ description: 'Empty where there is none any more.', examples: ['Tea at fo'] }),
    replyTo,
    fileCount,
    version: DraftVersion,
    updatedAt: nullable(Instant, { description: 'Null where there is none.' }),
  },
  { $id: 'Draft', description: 'What one has typed and not sent in a conversation. Nobody else sees it.' },
)
export type Draft = Static<typeof Draft>

export const DraftEdit = object(
  {
    text: multiline({
      maxLength: limits.rawMax(limits.messageMax),
      description: 'Stored like the text of a message. What has nothing but white space is none.',
      examples: ['Tea at fo'],
    }),
    replyTo: Type.Optional(replyTo),
    fileCount: Type.Optional(fileCount),
    baseVersion: Type.Unsafe<number>({
      ...DraftVersion,
      description:
        'The latest version of one’s drafts that is known where this was typed. If this draft has changed since, the edit is refused.',
    }),
  },
  { examples: [{ text: 'Tea at fo', replyTo: null, fileCount: 0, baseVersion: 7 }] },
)
export type DraftEdit = Static<typeof DraftEdit>

export const DraftBase = object({
  baseVersion: Type.Optional(
    Type.Unsafe<number>({
      ...DraftVersion,
      description: 'As where a draft is saved. Left out, whatever is there is cleared.',
    }),
  ),
})

export const DraftPage = versionedPage(Draft, DraftVersion, {
  $id: 'DraftPage',
  description: 'One’s drafts, the last to change last. All changes up to `version` are in it.',
})
export type DraftPage = Static<typeof DraftPage>
