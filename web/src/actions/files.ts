import type { ApiClient } from '../api/client.ts'
import { withEntry, withoutEntry } from '../state/chat.ts'
import { sentFile } from '../state/outbox-item.ts'
import type { Store } from '../state/store.ts'
import type { FileActions } from './actions.ts'

export function fileActions(
  { chosen }: Pick<Store, 'chosen'>,
  api: Pick<ApiClient, 'url'>,
  newId: () => string,
): FileActions {
  const url: FileActions['url'] = (id, part) => api.url(`/files/${id}${part === 'preview' ? '/preview' : ''}`)
  const filesOf: FileActions['chosen'] = (id) => chosen.get().get(id) ?? []
  const choose: FileActions['choose'] = (id, change) => {
    const files = change(filesOf(id))
    chosen.update((all) => (files.length > 0 ? withEntry(all, id, files) : withoutEntry(all, id)))
  }
  const take: FileActions['take'] = (id) => {
    const files = filesOf(id).map(sentFile)
    choose(id, () => [])
    return files
  }
  // What does not come now is asked for with the first message that has files.
  const getReady = () => void import('../realtime/outbox/uploads.ts').catch(() => undefined)
  return { url, getReady, newId, chosen: filesOf, choose, take }
}
