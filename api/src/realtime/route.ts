import { errors, Problem } from '@parley/shared'

import { connects } from '../domain/account-rates.ts'
import { DomainError } from '../domain/errors.ts'

/** How the documentation presents the channel: OpenAPI has no word for frames. */
const schema = {
  tags: ['Realtime'],
  operationId: 'openChannel',
  summary: 'Open the realtime channel',
  description: [
    'A WebSocket (`GET` with `Upgrade: websocket`), authenticated by the session cookie or an access token; with a cookie `Origin` must be this',
    'server’s own or on its list. Frames are JSON texts: those of the client are described by the schema',
    '`ClientFrame`, those of the server by `ServerFrame`. Each frame of the client but `pong` carries a `ref` and gets exactly one reply, `ack` or `refusal`. The first frame of the',
    'server is `hello`; `ping` comes every 15 seconds and is answered with `pong`. Live events are hints: after a',
    'gap in the `rev` of a conversation, ask for `GET /conversations/{conversationId}/changes`.',
  ].join('\n'),
  response: {
    101: { type: 'null', description: 'The channel is open, and frames go both ways.' },
    426: {
      description: `\`upgrade_required\`: ${errors.upgrade_required[1]}`,
      content: { 'application/problem+json': { schema: Problem } },
    },
  },
}

/** All of the route but what becomes of a connection. */
export const realtimeRoute = {
  method: 'GET',
  url: '/realtime',
  config: { access: 'read', rate: connects },
  schema,
  handler: (): never => {
    throw new DomainError('upgrade_required')
  },
} as const
