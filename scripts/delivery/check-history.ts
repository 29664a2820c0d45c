import { isDeepStrictEqual } from 'node:util'

import type { ClientId, MessageParts, UserId } from '@parley/shared'

import type { HeldMessage, MarkRecord, Run, SendRecord } from './records.ts'

/** What names a message for its sender, for ever. */
export const keyOf = (message: { readonly senderId: UserId; readonly clientId: ClientId }): string =>
  `${message.senderId}/${message.clientId}`

/** Acknowledged, and not in the history at the acknowledged place with its content. */
export function lost(run: Run): string[] {
  return [...lostMessages(run), ...lostMarks(run)]
}

function lostMessages({ sends, history }: Run): string[] {
  const bySeq = new Map([...history].map(([id, messages]) => [id, messagesBySeq(messages)]))
  return sends.flatMap((send) => {
    const messages = bySeq.get(send.conversationId)
    return send.acks.flatMap(({ seq }) => {
      const message = messages?.get(seq)
      if (!message || keyOf(message) !== keyOf(send)) {
        return [`${send.clientId} was acknowledged at ${seq}, where it is not`]
      }
      return [...changedText(send, message), ...changedParts(send, message), ...lostChanges(send, message)]
    })
  })
}

function changedText({ clientId, text, changes }: SendRecord, message: HeldMessage): string[] {
  const edits = changes.flatMap((change) => change.text ?? [])
  const possible = message.isDeleted ? [''] : message.isEdited ? edits : [text]
  return possible.includes(message.text) ? [] : [`${clientId} reads '${message.text}'`]
}

/** An edit leaves what was given as it was; a tombstone has nothing of it, nor of what others have added. */
function changedParts({ clientId, given }: SendRecord, { isDeleted, parts }: HeldMessage): string[] {
  const isKept = isDeleted ? Object.keys(parts).length === 0 : isDeepStrictEqual(givenIn(parts), given)
  return isKept ? [] : [`${clientId} has ${JSON.stringify(parts)}`]
}

const givenIn = ({ replyTo, attachments }: MessageParts) => ({
  ...(replyTo !== undefined && { replyTo }),
  ...(attachments && { attachments: attachments.map(({ id }) => id) }),
})

/** What was answered last is as it is, unless something else may have come to pass after it, unanswered. */
function lostMarks({ marks, history }: Run): string[] {
  return [...Map.groupBy(marks, markKeyOf)].flatMap(([key, those]) => {
    const last = those.findLast(({ rev }) => rev !== null)
    if (!last || those.some(({ rev, isOn }) => rev === null && isOn !== last.isOn)) return []
    const message = history.get(last.conversationId)?.[last.seq - 1]
    if (message?.isDeleted) return []
    const isThere = message !== undefined && message.rev >= Number(last.rev)
    return isThere && marksOn(message).includes(last.emoji) === last.isOn
      ? []
      : [`${key} was answered as ${last.isOn ? 'there' : 'taken back'} at rev ${last.rev}`]
  })
}

const markKeyOf = ({ conversationId, seq, emoji }: Pick<MarkRecord, 'conversationId' | 'seq' | 'emoji'>) =>
  `${emoji ?? 'the pin'} on ${seq} of ${conversationId}`

/** Its emoji, each as often as it is counted, and null where it is pinned. */
const marksOn = ({ parts: { reactions = [], pinned } }: HeldMessage): (string | null)[] => [
  ...reactions.flatMap(({ emoji, count }) => Array.from({ length: count }, () => emoji)),
  ...(pinned ? [null] : []),
]

/** The answer to a change told its rev: the message is at that rev, or at a later one. */
function lostChanges({ clientId, changes }: SendRecord, message: HeldMessage): string[] {
  return changes
    .filter(({ rev }) => rev !== null)
    .filter(({ text, rev }) => {
      if (message.rev < Number(rev)) return true
      if (text === null) return !message.isDeleted
      return message.rev === rev && message.text !== text
    })
    .map(({ text, rev }) => `${text === null ? 'the deletion' : 'an edit'} of ${clientId} at rev ${rev}`)
}

/** In the history, and never sent; or refused for good, and there all the same. */
export function phantoms(run: Run): string[] {
  return [...phantomMessages(run), ...phantomMarks(run)]
}

function phantomMarks({ marks, history }: Run): string[] {
  const put = new Set(marks.filter(({ isOn }) => isOn).map(markKeyOf))
  return marksIn(history)
    .filter((key) => !put.has(key))
    .map((key) => `${key} was never put there`)
}

const marksIn = (history: Run['history']): string[] =>
  [...history].flatMap(([conversationId, messages]) =>
    messages.flatMap((message) =>
      marksOn(message).map((emoji) => markKeyOf({ conversationId, seq: message.seq, emoji })),
    ),
  )

function phantomMessages({ sends, history }: Run): string[] {
  const sent = new Map(sends.map((send) => [keyOf(send), send]))
  const messages = [...history.values()].flat().filter(({ isSystem }) => !isSystem)
  return messages.flatMap((message) => {
    const send = sent.get(keyOf(message))
    if (!send) return [`${message.clientId} was never sent`]
    return send.refusal === null ? [] : [`${message.clientId} was refused with ${send.refusal}`]
  })
}

/** Stored twice, or acknowledged with different answers. */
export function duplicates({ sends, history }: Run): string[] {
  const twice = [...history].flatMap(([id, messages]) =>
    repeated(messages.map((one) => `${keyOf(one)} in ${id}`)),
  )
  const answers = sends.filter(
    ({ acks }) => new Set(acks.map(({ seq, createdAt }) => `${seq} ${createdAt}`)).size > 1,
  )
  return [
    ...[...twice, ...repeated(marksIn(history))].map((key) => `${key} is stored twice`),
    ...answers.map(({ clientId }) => `${clientId} was acknowledged with different answers`),
  ]
}

export function gaps({ history }: Run): string[] {
  return [...history].flatMap(([id, messages]) =>
    messages.every(({ seq }, at) => seq === at + 1)
      ? []
      : [`the seqs of ${id} are not 1 to ${messages.length}`],
  )
}

/** Every message was one that its sender may send: in the end it has to be accepted. */
export function unanswered({ sends }: Run): string[] {
  return sends.flatMap(({ clientId, acks, refusal }) => {
    if (refusal !== null) return [`${clientId} was refused with ${refusal}`]
    return acks.length === 0 ? [`${clientId} got no answer`] : []
  })
}

const messagesBySeq = (messages: readonly HeldMessage[]): Map<number, HeldMessage> =>
  new Map(messages.map((message) => [message.seq, message]))

function repeated(keys: readonly string[]): string[] {
  const seen = new Set<string>()
  return keys.filter((key) => seen.size === seen.add(key).size)
}
