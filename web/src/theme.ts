import { keepAppearance } from './ui/shown-appearance.ts'

// Runs before anything is painted, so that nothing is seen in colours that were not chosen.
keepAppearance()
