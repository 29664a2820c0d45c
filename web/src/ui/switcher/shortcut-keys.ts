/** Apple's keyboards have the command key where others have Ctrl. */
export const isApple = /Mac|iPhone|iPad/.test(navigator.platform)

export const switcherKey = isApple ? '⌘ K' : 'Ctrl K'
