import type { NewGroup } from '@parley/shared'
import t from 'tap'

import { conversationActions } from '../../web/src/actions/late/conversations.ts'
import { pictureUploads } from '../../web/src/actions/late/pictures.ts'
import { ApiClient } from '../../web/src/api/client.ts'
import { LateEndpoints } from '../../web/src/api/late-endpoints.ts'
import { Requests } from '../../web/src/api/requests.ts'
import { failed } from '../../web/src/state/result.ts'
import { Store } from '../../web/src/state/store.ts'
import { FakeStorage } from '../support/browser/fake-storage.ts'

t.test('a group that is asked for again, as its answer was lost, keeps its clientId', async (t) => {
  const api = new ApiClient('', () => undefined, { now: () => new Date(0), storage: new FakeStorage() })
  const endpoints = new LateEndpoints(new Requests(api, () => undefined))
  const asked: NewGroup[] = []
  endpoints.createGroup = async (group) => {
    asked.push(group)
    return failed({ kind: 'unreachable' })
  }
  let made = 0
  const uuid = () => `id ${++made}`
  const store = new Store(new FakeStorage())
  const { createGroup } = conversationActions(store, endpoints, uuid, pictureUploads(api))
  const group: NewGroup = { name: 'Engine', topic: '', visibility: 'closed', memberIds: [] }
  await createGroup(group)
  await createGroup({ ...group })
  await createGroup({ ...group, name: 'Loom' })
  t.same(
    asked.map(({ name, clientId }) => [name, clientId]),
    [
      ['Engine', 'id 1'],
      ['Engine', 'id 1'],
      ['Loom', 'id 2'],
    ],
  )
})
