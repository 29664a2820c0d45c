import type { Me } from '@parley/shared'

import type { LateEndpoints } from '../../api/late-endpoints.ts'
import { withPeople } from '../../state/apply/answer.ts'
import type { Result } from '../../state/result.ts'
import type { Store } from '../../state/store.ts'
import type { AccountActions } from '../actions.ts'
import type { SessionController } from '../session.ts'
import type { PictureUploads } from './pictures.ts'

export function accountActions(
  store: Store,
  endpoints: LateEndpoints,
  session: SessionController,
  pictures: PictureUploads,
): AccountActions {
  const changed = async (answer: Promise<Result<Me>>) => {
    const result = await answer
    const now = store.session.get()
    if (result.ok && now.kind === 'signed-in') {
      store.session.set({ ...now, me: result.value })
      store.chat.update((chat) => withPeople(chat, [result.value]))
    }
    return result
  }
  return {
    updateProfile: (patch) => changed(endpoints.updateMe(patch)),
    setPicture: (picture) => changed(pictures.send('/me/picture', picture)),
    removePicture: () => changed(endpoints.removePicture()),
    changePassword: (change) => session.renewing(endpoints.changePassword(change)),
    deleteAccount: (deletion) => session.leaving(endpoints.deleteAccount(deletion)),
    sessions: endpoints.sessions,
    endSession: endpoints.endSession,
    endOtherSessions: endpoints.endOtherSessions,
    tokens: endpoints.tokens,
    createToken: endpoints.createToken,
    revokeToken: endpoints.revokeToken,
    activity: endpoints.activity,
  }
}
