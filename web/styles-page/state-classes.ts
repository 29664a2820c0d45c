const classes = {
  ':hover': '.is-hovered',
  ':active': '.is-pressed',
  ':focus-visible': '.is-focused',
} as const

/** A control can be under one pointer only. So each rule of such a state holds for a class as well, and many are shown at once. */
export function letClassesShowStates(): void {
  for (const sheet of document.styleSheets) copyRules(sheet)
}

function copyRules(into: CSSStyleSheet | CSSGroupingRule): void {
  // From the last one on, as each copy comes right after what it copies.
  for (let at = into.cssRules.length - 1; at >= 0; at -= 1) {
    const rule = into.cssRules[at]
    if (rule instanceof CSSGroupingRule && !(rule instanceof CSSStyleRule)) copyRules(rule)
    if (!(rule instanceof CSSStyleRule)) continue
    const selector = Object.entries(classes).reduce(
      (text, [state, name]) => text.replaceAll(state, name),
      rule.selectorText,
    )
    if (selector !== rule.selectorText)
      into.insertRule(rule.cssText.replace(rule.selectorText, selector), at + 1)
  }
}
