/** Undefined leaves a column as it is. */
export function flagOf(isOn: boolean | undefined): 0 | 1 | undefined {
  if (isOn === undefined) return undefined
  return isOn ? 1 : 0
}
