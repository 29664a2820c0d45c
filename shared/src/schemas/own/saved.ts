import { Type, type Static } from 'typebox'

import { ConversationId } from '../../ids.ts'
import * as limits from '../../limits.ts'
import { choice, Instant, object, Seq, versionedPage } from '../common.ts'
import { Message } from '../message.ts'

const SavedVersion = Type.Integer({
  minimum: 0,
  description: 'Of what one has saved: each change of it takes the next one.',
  examples: [7],
})

export const SavedMessage = object(
  {
    conversationId: ConversationId,
    seq: Seq,
    savedAt: Instant,
    state: choice(['here', 'gone', 'unavailable'], {
      description:
        '`gone` where the message was deleted, `unavailable` where it is not there for oneself any more: until it is again.',
      examples: ['here'],
    }),
    message: Type.Optional(
      Type.Unsafe<Message>({ ...Message, description: 'As it is now, where it is `here`.' }),
    ),
  },
  { $id: 'SavedMessage', description: 'A message that one has saved: where it is, and no copy of it.' },
)
export type SavedMessage = Static<typeof SavedMessage>

export const SavedPage = versionedPage(SavedMessage, SavedVersion, {
  $id: 'SavedPage',
  description: 'What one has saved, the last first. All changes up to `version` are in it.',
})
export type SavedPage = Static<typeof SavedPage>

export const SavedPlaces = object(
  {
    items: Type.Array(object({ conversationId: ConversationId, seq: Seq }), { maxItems: limits.savedMax }),
    version: SavedVersion,
  },
  {
    $id: 'SavedPlaces',
    description: 'Where all is that one has saved. All changes up to `version` are in it.',
  },
)
export type SavedPlaces = Static<typeof SavedPlaces>

export const SavedChange = object(
  { version: SavedVersion },
  {
    $id: 'SavedChange',
    description: 'The version that it took, or the present one where it changed nothing.',
  },
)
export type SavedChange = Static<typeof SavedChange>
