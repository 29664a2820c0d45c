import type { ConversationStores } from '../../stores/stores.ts'

const batch = 100

/** Removes pictures that are shown no more, bytes first. One instance at a time. @throws Unavailable */
export async function sweepPictures(
  { pictures, fileBytes }: Pick<ConversationStores, 'pictures' | 'fileBytes'>,
  now: Date,
): Promise<void> {
  for (;;) {
    const due = await pictures.due(now, batch)
    for (const id of due) {
      await fileBytes.remove(id)
      await pictures.remove(id)
    }
    if (due.length < batch) return
  }
}
