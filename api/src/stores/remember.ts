/** Of so many something is remembered; what was set longest ago is forgotten first. */
export function remember<Key, Value>(map: Map<Key, Value>, key: Key, value: Value, most = 5_000): void {
  map.delete(key) // the order of the map is the order of age
  map.set(key, value)
  if (map.size <= most) return
  const [oldest] = map.keys()
  if (oldest !== undefined) map.delete(oldest)
}
