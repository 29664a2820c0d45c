export interface DescribedResponse {
  readonly description: string
  readonly headers?: Readonly<Record<string, object>>
  readonly content?: Readonly<Record<string, MediaType>> | undefined
}

/** The example of a schema that is written out stands beside it; that of a schema with a name, in it. */
export interface MediaType {
  readonly schema: DescribedSchema
  readonly example?: unknown
}

export interface DescribedSchema {
  readonly $ref?: string
  readonly examples?: readonly unknown[]
}

interface Components {
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** What a reference of the description of the API stands for, and everything else as it is. */
export function resolved<Described extends object>(description: Components, part: Described): Described {
  const { $ref } = part as { readonly $ref?: string }
  const [, kind = '', name = ''] = /^#\/components\/(\w+)\/(\w+)$/.exec($ref ?? '') ?? []
  const target = description.components[kind]?.[name]
  if ($ref !== undefined && target === undefined) throw new Error(`${$ref} is not in the description.`)
  return (target as Described | undefined) ?? part // of the same kind as what refers to it
}
