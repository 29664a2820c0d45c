import type { LateEndpoints } from '../../api/late-endpoints.ts'
import { withPeople } from '../../state/apply/answer.ts'
import type { Store } from '../../state/store.ts'
import type { AccountActions } from '../actions.ts'
import type { SessionController } from '../session.ts'

export function accountActions(
  store: Store,
  endpoints: LateEndpoints,
  session: SessionController,
): AccountActions {
  return {
    updateProfile: async (patch) => {
      const result = await endpoints.updateMe(patch)
      const now = store.session.get()
      if (result.ok && now.kind === 'signed-in') {
        const { id, username, displayName, deleted } = result.value
        store.session.set({ ...now, me: result.value })
        store.chat.update((chat) => withPeople(chat, [{ id, username, displayName, deleted }]))
      }
      return result
    },
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
