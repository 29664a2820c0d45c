import type { Me, SessionId } from '@parley/shared'

export type SessionState =
  /** It is not known yet whether this browser is signed in. */
  | { readonly kind: 'restoring' }
  /** Neither is it after trying: the server cannot be reached, and is tried again. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'signed-out' }
  | SignedInState

export interface SignedInState {
  readonly kind: 'signed-in'
  readonly me: Me
  readonly sessionId: SessionId
  /** By the server. Until then it is what this device has kept. */
  readonly isConfirmed: boolean
}

export type ConnectionState =
  | { readonly kind: 'closed' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'online' }
  /** An answer or a heartbeat is late: it may hold still, or not. */
  | { readonly kind: 'doubtful' }
  | { readonly kind: 'offline'; readonly retryAtMs: number }
  /** The server will not have this connection, and trying again by itself would not help. */
  | { readonly kind: 'refused'; readonly reason: 'too-many-connections' | 'outdated-client' }
