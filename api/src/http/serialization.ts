import serializerSelector from '@fastify/fast-json-stringify-compiler'

const select = serializerSelector()
const compiled = new Map<string, serializerSelector.Serializer>()

/**
 * Fastify would compile a serializer for every status of every route. Most of them are the same few references to the
 * named schemas, which are the same in every part of the application, and each costs some milliseconds at start.
 */
export const serialization: serializerSelector.SerializerFactory = (namedSchemas, options) => {
  const compile = select(namedSchemas, options)
  return (route) => {
    const key = JSON.stringify(route.schema)
    const serializer = compiled.get(key) ?? compile(route)
    compiled.set(key, serializer)
    return serializer
  }
}
