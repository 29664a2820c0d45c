import type { LateEndpoints } from '../../api/late-endpoints.ts'
import { Uploads } from '../../realtime/outbox/uploads.ts'
import type { ScheduledActions } from '../actions.ts'
import type { LateContext } from './late-context.ts'

export function scheduledActions({ api, store }: LateContext, late: LateEndpoints): ScheduledActions {
  const uploads = new Uploads(api, store.uploads)
  return {
    list: late.scheduled,
    schedule: (id, clientId, { text, replyTo, files, sendAt }) =>
      uploads.send(files, new AbortController().signal, (attachments) =>
        late.schedule(id, {
          ...{ clientId, text, sendAt: sendAt.toISOString(), timeZone: deviceTimeZone() },
          ...(replyTo !== null && { replyTo }),
          ...(attachments.length > 0 && { attachments }),
        }),
      ),
    change: (message, change) =>
      late.changeScheduled(message, change.sendAt ? { ...change, timeZone: deviceTimeZone() } : change),
    cancel: late.cancelScheduled,
    sendNow: late.sendScheduled,
  }
}

const deviceTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone
