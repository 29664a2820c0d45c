import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'

/** The first file of a backup: what else is in it, and how to know that it is unharmed. */
const Manifest = Type.Object({
  format: Type.Literal(1),
  parley: Type.String(),
  createdAt: Type.String(),
  /** Rows, by table. */
  counts: Type.Record(Type.String(), Type.Integer()),
  files: Type.Array(Type.Object({ name: Type.String(), bytes: Type.Integer(), sha256: Type.String() })),
})
export type Manifest = Static<typeof Manifest>

const check = Compile(Manifest)

export const manifestName = 'manifest.json'
export const databaseNames = ['accounts.db', 'messages.db'] as const
/** Absent where the session keys are given by the environment. */
export const secretsName = 'secrets.json'

/** @throws Error when it is none */
export function parseManifest(text: string): Manifest {
  const content: unknown = JSON.parse(text)
  if (!check.Check(content)) throw new Error('Its manifest is of another format.')
  return content
}

export function describeCounts(counts: Manifest['counts']): string {
  const { users = 0, conversations = 0, messages = 0 } = counts
  return `${users} accounts, ${conversations} conversations, ${messages} messages`
}
