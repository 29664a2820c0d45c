import { DomainError } from '../../../domain/errors.ts'
import type { MessageService } from '../../../domain/messages/message-service.ts'

type PageAnchor = Parameters<MessageService['page']>[2]

const kinds = ['before', 'after', 'around'] as const

/** @throws DomainError invalid_request when there is more than one */
export const anchorOf = (query: { readonly [Kind in (typeof kinds)[number]]?: number }): PageAnchor => {
  const [anchor, another] = kinds.flatMap((kind) => {
    const seq = query[kind]
    return seq === undefined ? [] : [{ kind, seq }]
  })
  if (another) throw new DomainError('invalid_request', { detail: 'Only one of before, after and around.' })
  return anchor ?? { kind: 'latest' }
}
