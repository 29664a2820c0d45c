import type { ConversationId } from '@parley/shared'

const rememberedMax = 5_000

/** Of so many conversations something is remembered; what was set longest ago is forgotten first. */
export function remember<Value>(map: Map<ConversationId, Value>, id: ConversationId, value: Value): void {
  map.delete(id) // the order of the map is the order of age
  map.set(id, value)
  const oldest = map.size > rememberedMax ? map.keys().next().value : undefined
  if (oldest !== undefined) map.delete(oldest)
}
