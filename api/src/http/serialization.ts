import serializerSelector from '@fastify/fast-json-stringify-compiler'

type Factory = serializerSelector.SerializerFactory

/**
 * Fastify would compile a serializer for every status of every route. Most of them are the same few
 * references, and each costs some milliseconds at start, so equal schemas share one.
 */
export const serialization = (): Factory => {
  const select = serializerSelector()
  const compiled = new Map<string, serializerSelector.Serializer>()
  return (namedSchemas, options) => {
    const compile = select(namedSchemas, options)
    return (route) => {
      const key = JSON.stringify(route.schema)
      const serializer = compiled.get(key) ?? compile(route)
      compiled.set(key, serializer)
      return serializer
    }
  }
}
