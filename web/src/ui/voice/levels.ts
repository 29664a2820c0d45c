import * as limits from '@parley/shared/limits'

/** Below this, what is recorded is a quiet room, and stays flat. */
const quietest = 30

/** How loud these samples are, as ears hear it: from 0 to 100. */
export function levelOf(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length)
  return Math.min(limits.wavePointMax, Math.round(2 * limits.wavePointMax * power ** 0.25))
}

/** The whole of it in so many points, the loudest of them as high as there is room. */
export function waveOf(levels: readonly number[]): number[] {
  const peak = Math.max(quietest, ...loudestOf(levels, limits.wavePointsMax))
  return loudestOf(levels, limits.wavePointsMax).map((level) =>
    Math.min(limits.wavePointMax, Math.round((limits.wavePointMax * level) / peak)),
  )
}

/** In so many parts, the loudest of each. */
export function loudestOf(levels: readonly number[], parts: number): number[] {
  const placeOf = (part: number): number => Math.floor((part * levels.length) / parts)
  return Array.from({ length: parts }, (_, part) => {
    const from = placeOf(part)
    return Math.max(0, ...levels.slice(from, Math.max(from + 1, placeOf(part + 1))))
  })
}
