import type { ConversationId, UserCard, UserId } from '@parley/shared'
import t from 'tap'

import { unmarked } from '../../web/src/i18n/isolated.ts'
import { Store } from '../../web/src/state/store.ts'
import { typing } from '../../web/src/ui/views/typing-line.ts'
import { FakeStorage } from '../support/browser/fake-storage.ts'

const [mia, tea] = ['mia', 'tea'] as [UserId, ConversationId]
const card: UserCard = { id: mia, username: 'mia', displayName: 'Mia', deleted: false }

t.test('who types is named once it is known who they are', async (t) => {
  const store = new Store(new FakeStorage())
  const shown: (string | null)[] = []
  t.teardown(typing(store, tea).subscribe((text) => void shown.push(text && unmarked(text))))
  store.chat.set({ ...store.chat.get(), typing: new Map([[tea, new Map([[mia, 1]])]]) })
  store.chat.set({ ...store.chat.get(), people: new Map([[mia, card]]) })
  t.strictSame(shown, [null, 'Someone is typing…', 'Mia is typing…'])
})
