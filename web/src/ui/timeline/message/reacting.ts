import type { Message } from '@parley/shared'

import { used } from '../../emoji/kept.ts'
import { emojiChunk } from '../../emoji/chunk.ts'
import { whenLoaded } from '../../late/when-loaded.ts'
import type { RowContext } from '../rows/row-context.ts'
import { react } from './reaction-bar.ts'

/** On every keyboard, and what adds an emoji elsewhere too. */
export const reactKey = '+'

export const canReact = ({ mayReact }: RowContext, message: Message | null): boolean =>
  message !== null && !message.deletedAt && mayReact()

export function toggleReaction(context: RowContext, message: Message, emoji: string): void {
  const isOn = !(message.mine ?? []).includes(emoji)
  if (isOn) used(emoji)
  void react(context, message, emoji, isOn)
}

export async function pickReaction(
  context: RowContext,
  message: Message,
  anchor: HTMLElement,
): Promise<void> {
  const loaded = await whenLoaded(emojiChunk)
  loaded?.openPicker(anchor, (emoji) => void react(context, message, emoji, true))
}
