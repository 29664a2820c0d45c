/** Tones of skin, from light to dark; none is yellow. */
export const tones = ['', '🏻', '🏼', '🏽', '🏾', '🏿'] as const
type Tone = (typeof tones)[number]

const recentKey = 'parley.emoji'
const toneKey = 'parley.emoji-tone'
const recentMax = 24
/** Until one has used others. */
const usual = ['👍', '❤️', '😂', '🎉', '👀', '🙏']

/** The last used first, then those that most people use: kept on this device. */
export function recentEmoji(): string[] {
  const used = localStorage.getItem(recentKey)?.split(' ').filter(Boolean) ?? []
  return [...new Set([...used, ...usual])]
}

export function used(emoji: string): void {
  const all = localStorage.getItem(recentKey)?.split(' ') ?? []
  const others = all.filter((one) => one !== emoji && one !== '')
  localStorage.setItem(recentKey, [emoji, ...others].slice(0, recentMax).join(' '))
}

export function skinTone(): Tone {
  return tones.find((tone) => tone === localStorage.getItem(toneKey)) ?? ''
}

export const setSkinTone = (tone: Tone): void => localStorage.setItem(toneKey, tone)
