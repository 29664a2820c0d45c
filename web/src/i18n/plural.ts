/** How a language writes numbers. `Form` is what it has beside `other` for different counts of a thing. */
export function numbers<Form extends Intl.LDMLPluralRule>(language: string) {
  const rules = new Intl.PluralRules(language)
  const format = new Intl.NumberFormat(language)
  const number = (value: number): string => format.format(value)
  /** In the form that goes with the count, which stands in the place of '#'. A name, which may have one, does not go in. */
  const count = (value: number, forms: Readonly<Record<Form | 'other', string>>): string => {
    const some: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> = forms
    return (some[rules.select(value)] ?? forms.other).replace('#', number(value))
  }
  return { number, count }
}
