import type { ConversationId } from '@parley/shared'
import * as limits from '@parley/shared/limits'

import { words } from '../../../i18n/late.ts'
import { sentFile, type ChosenFile, type OutboxFile } from '../../../state/outbox-item.ts'
import type { Client } from '../../client.ts'
import type { Recording } from '../../voice/recorder.ts'
import { fileSize } from '../file-size.ts'
import { canBePicture, prepared } from './prepare.ts'

export interface Place {
  readonly client: Client
  readonly conversationId: ConversationId
}

/** Puts files to those of the next message. What is too much is left out, and told. */
export async function addFiles(place: Place, files: readonly File[]): Promise<void> {
  const { client, conversationId } = place
  const { actions, toasts } = client
  const room = limits.attachmentsMax - actions.files.chosen(conversationId).length
  if (files.length > room) toasts.show(words.tray.tooMany(limits.attachmentsMax))
  const chosen = files.slice(0, Math.max(0, room)).map((file) => chosenOf(file, actions.files.newId()))
  actions.files.choose(conversationId, (before) => [...before, ...chosen])
  await actions.instance.load()
  // One after the other: each takes its room in memory while it is drawn.
  for (const { original } of chosen) await prepare(place, original)
}

/** What one has said, as a file of the next message. */
export function chooseRecording(place: Place, { content, type, durationMs, wave }: Recording): void {
  const { files } = place.client.actions
  const uploadId = files.newId()
  const name = `voice-${uploadId.slice(0, 8)}.${type.replace(/^.*\//, '')}`
  const file = { uploadId, name, type, bytes: content.size, content, durationMs, wave: [...wave] }
  if (isTooLarge(place, file)) return
  const chosen = { original: file, picture: null, isPicture: false }
  files.choose(place.conversationId, (before) => [...before, chosen])
}

/** What the server would refuse is refused here; where its limit is not known, it says so itself. */
export function isTooLarge({ client }: Place, { name, bytes }: OutboxFile): boolean {
  const max = client.state.instance.get()?.maxFileBytes ?? Infinity
  if (bytes <= max) return false
  client.toasts.show(words.tray.tooLarge(name, fileSize(max)))
  return true
}

const isImage = ({ type }: OutboxFile): boolean => type.startsWith('image/')

async function prepare(place: Place, file: OutboxFile): Promise<void> {
  const { actions } = place.client
  const made = isImage(file) ? await prepared(file, actions.files.newId) : { original: file, picture: null }
  actions.files.choose(place.conversationId, (all) =>
    all.flatMap((one) => {
      if (one.original.uploadId !== file.uploadId) return one
      const ready = { ...one, ...made, isPicture: one.isPicture && made.picture !== null }
      return isTooLarge(place, sentFile(ready)) ? [] : ready
    }),
  )
}

function chosenOf(file: File, uploadId: string): ChosenFile {
  const { name, type, size: bytes } = file
  const original = { uploadId, name, type, bytes, content: file }
  return { original, picture: isImage(original) ? undefined : null, isPicture: canBePicture(original) }
}
