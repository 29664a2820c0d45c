import type { FastifyInstance } from 'fastify'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** One operation, as the API describes itself. */
export interface Operation {
  readonly method: Method
  readonly path: string
  /** Those of its body; none where it takes no body. */
  readonly fields: readonly string[]
  readonly query: readonly string[]
}

interface Described {
  readonly parameters?: readonly { readonly in: string; readonly name: string }[]
  readonly requestBody?: {
    readonly content?: Record<string, { readonly schema?: { readonly properties?: object } }>
  }
}

/** Every operation there is, so that none is forgotten. */
export function operationsOf(app: FastifyInstance): Operation[] {
  const { paths } = JSON.parse(JSON.stringify(app.swagger())) as {
    paths: Record<string, Record<string, Described>>
  }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      method: method.toUpperCase() as Method,
      path,
      fields: Object.keys(described.requestBody?.content?.['application/json']?.schema?.properties ?? {}),
      query: (described.parameters ?? []).filter((one) => one.in === 'query').map((one) => one.name),
    })),
  )
}

export const nameOf = ({ method, path }: Pick<Operation, 'method' | 'path'>): string => `${method} ${path}`
