import type { Draft, ErrorCode, FieldRefusal, Problem } from '@parley/shared'

/** Why something did not happen. Codes and data: the words for people are found elsewhere. */
export type Failure =
  | {
      readonly kind: 'refused'
      readonly code: ErrorCode
      readonly title: string
      readonly detail: string | null
      /** A JSON pointer to the field that was refused. */
      readonly field: string | null
      /** Where several fields were refused, each of them. */
      readonly fields?: readonly FieldRefusal[]
      readonly retryAfterSeconds: number | null
      /** What there is instead, where a draft was refused. */
      readonly draft?: Draft
    }
  /** No answer, or none that could be understood: whether it happened is unknown. */
  | { readonly kind: 'unreachable' }
  /** A later call of the same kind took its place. */
  | { readonly kind: 'superseded' }

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure }

export const success = <T>(value: T): Result<T> => ({ ok: true, value })
export const failed = <T>(failure: Failure): Result<T> => ({ ok: false, failure })

/** As the server would have said it. */
export const refusedAs = (code: ErrorCode): Failure => ({
  kind: 'refused',
  code,
  title: '',
  detail: null,
  field: null,
  retryAfterSeconds: null,
})

const temporary = ['rate_limited', 'overloaded', 'unavailable'] as const satisfies readonly ErrorCode[]

type Temporary = Extract<Failure, { kind: 'refused' }> & { readonly code: (typeof temporary)[number] }

/** Refused for now: the same may be taken later. */
export const isTemporary = (failure: Failure): failure is Temporary =>
  failure.kind === 'refused' && temporary.some((code) => code === failure.code)

export function refusal(problem: Problem, retryAfterSeconds: number | null): Failure {
  return {
    kind: 'refused',
    code: problem.code,
    title: problem.title,
    detail: problem.detail ?? null,
    field: problem.field ?? null,
    ...(problem.errors && { fields: problem.errors }),
    ...(problem.draft && { draft: problem.draft }),
    retryAfterSeconds: problem.retryAfterSeconds ?? retryAfterSeconds,
  }
}
