import { object, SessionId, UserId } from '@parley/shared'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'

/** What a session holds, sealed. Small, because of two requests at once the last one to write wins. */
export const SessionData = object({
  userId: UserId,
  sessionId: SessionId,
  device: Type.String(),
  address: Type.String(),
  createdAt: Type.String(),
})
export type SessionData = Static<typeof SessionData>

declare module 'fastify' {
  interface Session {
    signedIn?: SessionData
  }
}

const validator = Compile(SessionData)

export const parseSessionData = (text: string): SessionData | null => {
  const value: unknown = JSON.parse(text)
  return validator.Check(value) ? value : null
}
