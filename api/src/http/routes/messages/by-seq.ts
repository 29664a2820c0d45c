import { limits, MessagePage, object, Seq } from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'

import type { Conversations } from '../../../domain/build-conversations.ts'
import { DomainError } from '../../../domain/errors.ts'
import { refusals } from '../../schemas.ts'
import { viewerOf } from '../../viewer.ts'
import { conversationParams } from '../path-params.ts'

const seqList = Compile(Type.Array(Seq, { minItems: 1, maxItems: limits.idsPerRequestMax }))
const seqLength = String(Number.MAX_SAFE_INTEGER).length

const listBySeq = {
  operationId: 'listMessagesBySeq',
  summary: 'Look messages up',
  description:
    'Those that others answer, for example, in order of seq. What is not there for oneself is left out.',
  params: conversationParams,
  querystring: object({
    seqs: Type.String({
      pattern: '^[0-9,]+$',
      maxLength: limits.idsPerRequestMax * (seqLength + 1),
      description: `1 to ${limits.idsPerRequestMax} seqs, separated by commas.`,
      examples: ['3,17'],
    }),
  }),
  response: { 200: MessagePage, ...refusals('conversation_not_found') },
}

const config = { access: 'read', queued: true } as const

export const bySeqRoutes: FastifyPluginAsyncTypebox<Conversations> = async (app, { messages }) => {
  app.get('/conversations/:conversationId/messages/by-seq', { schema: listBySeq, config }, (request) =>
    messages.bySeqs(viewerOf(request), request.params.conversationId, parseSeqs(request.query.seqs)),
  )
}

function parseSeqs(list: string): number[] {
  const seqs: unknown = list.split(',').map((seq) => (/^\d+$/.test(seq) ? Number(seq) : seq))
  if (!seqList.Check(seqs)) throw new DomainError('invalid_request', { field: '/seqs' })
  return seqs
}
