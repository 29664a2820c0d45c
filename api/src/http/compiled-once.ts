/** Answers equal schemas with what the first of them was compiled to. */
export const compiledOnce = <Compiled>() => {
  const compiled = new Map<string, Compiled>()
  return (schema: unknown, compile: () => Compiled): Compiled => {
    const key = JSON.stringify(schema)
    const made = compiled.get(key) ?? compile()
    compiled.set(key, made)
    return made
  }
}
