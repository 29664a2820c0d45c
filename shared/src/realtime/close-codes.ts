/** The two after which the client should not come back by itself. */
export const signedOut = { code: 4401, reason: 'The session has ended.', reconnect: false } as const
export const tooManySockets = {
  code: 4430,
  reason: 'Too many connections of this account.',
  reconnect: false,
} as const

/** Why the server closes a connection, and whether the client should come back by itself. */
export const closeCodes = {
  restarting: { code: 1012, reason: 'The server restarts; reconnect.', reconnect: true },
  tooLarge: { code: 1009, reason: 'A frame was larger than what is accepted.', reconnect: true },
  failed: { code: 1011, reason: 'Something went wrong on the server; reconnect.', reconnect: true },
  signedOut,
  tooSlow: { code: 4408, reason: 'The connection reads too slowly; reconnect and resume.', reconnect: true },
  silent: { code: 4410, reason: 'No sign of life for too long; reconnect.', reconnect: true },
  tooManyFrames: { code: 4429, reason: 'Too many frames; slow down.', reconnect: true },
  tooManySockets,
} as const

export type CloseReason = keyof typeof closeCodes
