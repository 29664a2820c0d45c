import { keepAppearance } from '../src/ui/shown-appearance.ts'
import { leaveKeysToInputMethods } from '../src/ui/keys.ts'
import { chooseLanguage } from '../src/ui/language.ts'

leaveKeysToInputMethods(window)
keepAppearance()
await chooseLanguage()
// What comes late takes its words from the language that is spoken by then.
const { showPage } = await import('./page.ts')
showPage()
