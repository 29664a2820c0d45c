import serializerSelector from '@fastify/fast-json-stringify-compiler'

import { compiledOnce } from './compiled-once.ts'

const select = serializerSelector()
const once = compiledOnce<serializerSelector.Serializer>()

/** Compiled for the first answer that needs it. */
const lazily = (compile: () => serializerSelector.Serializer): serializerSelector.Serializer => {
  let compiled: serializerSelector.Serializer | undefined
  return (data) => (compiled ??= compile())(data)
}

/**
 * Fastify would compile a serializer for every status of every route. Most of them are the same few references to the
 * named schemas, which are the same in every part of the application, and each costs some milliseconds at start.
 */
export const serialization: serializerSelector.SerializerFactory = (namedSchemas, options) => {
  const compile = select(namedSchemas, options)
  return (route) => once(route.schema, () => lazily(() => compile(route)))
}
