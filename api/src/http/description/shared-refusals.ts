import { isRecord } from '../is-record.ts'

/** The description with refusals that several operations have alike written out once, which halves it. */
export function shareRefusals(description: Record<string, unknown>): Record<string, unknown> {
  const answers = operationsIn(description).map(({ responses }) => responses)
  const users = Map.groupBy(answers.flatMap(Object.values).filter(isRefusal), nameOf)
  const shared = new Map([...users].filter(([, same]) => same.length > 1).map(([name, [one]]) => [name, one]))
  for (const responses of answers) {
    for (const [status, response] of Object.entries(responses)) {
      const name = isRefusal(response) ? nameOf(response) : ''
      if (shared.has(name)) responses[status] = { $ref: `#/components/responses/${name}` }
    }
  }
  const components = isRecord(description['components']) ? description['components'] : {}
  return { ...description, components: { ...components, responses: Object.fromEntries(shared) } }
}

const operationsIn = ({ paths }: Record<string, unknown>): { responses: Record<string, unknown> }[] =>
  valuesOf(paths)
    .flatMap(valuesOf)
    .flatMap((operation) => {
      const responses = isRecord(operation) ? operation['responses'] : undefined
      return isRecord(responses) ? [{ responses }] : []
    })

const valuesOf = (value: unknown): unknown[] => (isRecord(value) ? Object.values(value) : [])

const isRefusal = (response: unknown): response is { description: string } =>
  isRecord(response) && JSON.stringify(response).includes('application/problem+json')

/** After its codes, which make all of it. */
const nameOf = ({ description }: { description: string }): string =>
  [...description.matchAll(/^`(\w+)`:/gm)].map(([, code = '']) => pascal(code)).join('Or')

const pascal = (code: string): string =>
  code.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())
